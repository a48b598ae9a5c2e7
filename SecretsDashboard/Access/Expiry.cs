using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// Ends in its row what ran out: tokens, sessions, confirmations, invitations, reset links. Code that finds something that ran out has it ended
/// before they answer; at start and each hour it ends what nobody asks for. It stays ended, whatever the clock says later.
/// </summary>
internal sealed class Expiry(IDbContextFactory<AppDbContext> readers, WriteGate gate, AuditLog audit, TokenRegistry tokens, ClockWatch clock, TimeProvider time, ILogger<Expiry> log) : BackgroundService
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromHours(1);

    /// <summary>Ends all that has run out by now. Of a token it is audited as <c>token.expired</c>.</summary>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var ended = new HashSet<Guid>();
        await gate.WriteAsync(async db =>
        {
            foreach (var token in await db.ServiceTokens.Where(ServiceToken.RanOut(now)).ToListAsync(cancellationToken))
            {
                token.EndedAt = now;
                ended.Add(token.Id);
                var (project, environment) = (await db.Projects.FindAsync([token.ProjectId], cancellationToken), await db.Environments.FindAsync([token.EnvironmentId], cancellationToken));
                await audit.AppendAsync(db, AuditActor.Server(), new AuditLine(AuditAction.TokenExpired)
                {
                    TargetId = token.Id,
                    TargetName = token.Name,
                    ProjectId = token.ProjectId,
                    ProjectName = project is null ? null : ProjectAddress.LabelOf(project),
                    OwnerId = project?.OwnerId,
                    Environments = environment is null ? [] : [environment.Slug],
                }, cancellationToken);
            }
            await db.Sessions.Where(Session.RanOut(now)).ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, now), cancellationToken);
            var stale = now - Session.Confirmed;
            await db.Sessions.Where(row => row.ConfirmedAt <= stale && row.ConfirmedAt > Session.Never).ExecuteUpdateAsync(set => set.SetProperty(row => row.ConfirmedAt, Session.Never), cancellationToken);
            await db.Invitations.Where(row => row.EndedAt == null && row.ExpiresAt <= now).ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, now), cancellationToken);
            await db.PasswordResets.Where(row => row.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
            return await db.SaveChangesAsync(cancellationToken);
        }, cancellationToken, () => tokens.Remove(entry => ended.Contains(entry.Id)));
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var db = await readers.CreateDbContextAsync(cancellationToken))
        {
            clock.See(await db.Audit.AsNoTracking().OrderByDescending(entry => entry.Seq).Select(entry => entry.Body).FirstOrDefaultAsync(cancellationToken) is { } body && AuditBody.Read(body) is { } last
                ? last.Time : DateTime.MinValue);
        }
        await EndQuietlyAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Rhythm);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await EndQuietlyAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops
        }
    }

    private async Task EndQuietlyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await EndAsync(cancellationToken);
        }
        catch (Exception exception) when (StorageCondition.IsBehind(exception))
        {
            // the storage has its line in the log; what ran out is refused all the same
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.LogError(exception, "Sessions and tokens that ran out could not be ended in their rows; it is tried again in an hour.");
        }
    }
}
