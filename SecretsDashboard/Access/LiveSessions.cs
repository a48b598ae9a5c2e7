using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>Says what a session opens today, and notes that its person did something. It starts none, and ends in its row what it finds run out.</summary>
internal sealed class LiveSessions(IDbContextFactory<AppDbContext> readers, WriteGate gate, Expiry expiry, TimeProvider time)
{
    /// <summary>How exactly the idle time is known; more often than this nothing is written.</summary>
    public static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);

    /// <summary>Does it open what its person may do? One that is limited does not.</summary>
    public async Task<bool> IsLiveAsync(Guid user, Guid session, CancellationToken cancellationToken) =>
        await StateAsync(user, session, cancellationToken) == SessionState.Live;

    public async Task<SessionState> StateAsync(Guid user, Guid session, CancellationToken cancellationToken) =>
        (await FindAsync(user, session, cancellationToken)).State;

    /// <summary>The same, and a session that has not ended counts as used now, if that can be stored.</summary>
    public async Task<SessionState> UseAsync(Guid user, Guid session, CancellationToken cancellationToken)
    {
        var (found, state) = await FindAsync(user, session, cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        if (state != SessionState.Ended && now - found >= Grain)
        {
            try
            {
                await gate.WriteAsync(db => db.Sessions.Where(row => row.Id == session && row.EndedAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastSeenAt, now), cancellationToken), cancellationToken);
            }
            catch (StorageUnavailableException)
            {
                // reading goes on where nothing can be stored; the session runs out earlier than it would
            }
        }
        return state;
    }

    /// <summary>Did it run out, without anybody having ended it?</summary>
    public async Task<bool> RanOutAsync(Guid user, Guid session, CancellationToken cancellationToken) =>
        (await RowAsync(user, session, cancellationToken)).Row is { } row && !row.IsLive(time.GetUtcNow().UtcDateTime);

    private async Task<(DateTime LastSeenAt, SessionState State)> FindAsync(Guid user, Guid session, CancellationToken cancellationToken)
    {
        var (row, isLimited) = await RowAsync(user, session, cancellationToken);
        if (row is not null && row.IsLive(time.GetUtcNow().UtcDateTime))
        {
            return (row.LastSeenAt, isLimited ? SessionState.Limited : SessionState.Live);
        }
        if (row is { EndedAt: null })
        {
            try
            {
                await expiry.EndAsync(cancellationToken);
            }
            catch (StorageUnavailableException)
            {
                // reading goes on where nothing can be stored; it is over for the one who asks now
            }
        }
        return (default, SessionState.Ended);
    }

    /// <summary>The session, live or run out, and whether its person lacks a required second factor; null where it was ended or its person disabled.</summary>
    private async Task<(Session? Row, bool IsLimited)> RowAsync(Guid user, Guid session, CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        var found = await db.Sessions.AsNoTracking()
            .Where(row => row.Id == session && row.UserId == user && db.Users.Any(person => person.Id == user && person.DisabledAt == null))
            .Select(row => new { row, IsLimited = SecondFactor.Lacking(db).Contains(user) })
            .SingleOrDefaultAsync(cancellationToken);
        return (found?.row, found is { IsLimited: true });
    }
}
