using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>Says whether a session still lives, and notes that its person did something. It starts and ends none.</summary>
internal sealed class LiveSessions(IDbContextFactory<AppDbContext> readers, WriteGate gate, TimeProvider time)
{
    /// <summary>How exactly the idle time is known; more often than this nothing is written.</summary>
    public static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);

    public async Task<bool> IsLiveAsync(Guid user, Guid session, CancellationToken cancellationToken) =>
        await FindAsync(user, session, cancellationToken) is not null;

    /// <summary>The same, and a live session counts as used now, if that can be stored.</summary>
    public async Task<bool> UseAsync(Guid user, Guid session, CancellationToken cancellationToken)
    {
        var found = await FindAsync(user, session, cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        if (found is not null && now - found.LastSeenAt >= Grain)
        {
            try
            {
                await gate.WriteAsync(db => db.Sessions.Where(row => row.Id == session)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastSeenAt, now), cancellationToken), cancellationToken);
            }
            catch (StorageUnavailableException)
            {
                // reading goes on where nothing can be stored; the session runs out earlier than it would
            }
        }
        return found is not null;
    }

    /// <summary>Did it run out, without anybody having ended it?</summary>
    public async Task<bool> RanOutAsync(Guid user, Guid session, CancellationToken cancellationToken) =>
        await RowAsync(user, session, cancellationToken) is { } row && !row.IsLive(time.GetUtcNow().UtcDateTime);

    private async Task<Session?> FindAsync(Guid user, Guid session, CancellationToken cancellationToken) =>
        await RowAsync(user, session, cancellationToken) is { } row && row.IsLive(time.GetUtcNow().UtcDateTime) ? row : null;

    /// <summary>The session, live or run out; null where it was ended or its person disabled.</summary>
    private async Task<Session?> RowAsync(Guid user, Guid session, CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        return await db.Sessions.AsNoTracking()
            .Where(row => row.Id == session && row.UserId == user && db.Users.Any(person => person.Id == user && person.DisabledAt == null))
            .SingleOrDefaultAsync(cancellationToken);
    }
}
