using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Audit;

/// <summary>
/// Narrows entries down to what is asked for, so that an index of <see cref="AuditEntry"/> answers also where the log is long. A search for a text alone reads all names.
/// </summary>
internal static class AuditFilter
{
    // the terms of the partial indexes, which SQLite takes only where the question has them too
    private static readonly string[] Frequent = [AuditAction.SecretsDelivered, AuditAction.SecretsDeliveredAgain, AuditAction.TokenRefused, AuditAction.AccessRefused];
    private static readonly string[] Refused = [AuditLine.Denied, AuditLine.Failed];

    public static async Task<IQueryable<AuditEntry>> ApplyAsync(AppDbContext db, IQueryable<AuditEntry> entries, AuditQuery query, VisibleNames names, DateTime now, CancellationToken cancellationToken)
    {
        if (query.Actor is { } actor)
        {
            entries = entries.Where(entry => entry.ActorId == actor);
        }
        if (query.Action is { } action)
        {
            entries = OfAction(entries, action);
        }
        if (query.Outcome is { } outcome)
        {
            entries = OfOutcome(entries, outcome);
        }
        if (query.Secret is { } secret)
        {
            var pattern = LikePattern.Containing(UnicodeForm.Of(secret));
            entries = names.OfVisible(entries).Where(entry => EF.Functions.Like(entry.TargetName!, pattern, LikePattern.Escape));
        }
        var (since, until) = query.Moments(now);
        return since is null && until is null ? entries : await BetweenAsync(db, entries, since ?? DateTime.UnixEpoch, until ?? new DateTime(DateTime.MaxValue.Ticks, DateTimeKind.Utc), cancellationToken);
    }

    private static IQueryable<AuditEntry> OfAction(IQueryable<AuditEntry> entries, string action)
    {
        var matching = entries.Where(entry => entry.Action == action);
        return Frequent.Contains(action) ? matching : matching.Where(entry => !EF.Constant(Frequent).Contains(entry.Action));
    }

    private static IQueryable<AuditEntry> OfOutcome(IQueryable<AuditEntry> entries, string outcome)
    {
        var matching = entries.Where(entry => entry.Outcome == outcome);
        return Refused.Contains(outcome) ? matching.Where(entry => EF.Constant(Refused).Contains(entry.Outcome))
            : outcome is AuditLine.Matched or AuditLine.NotMatched ? OfAction(matching, AuditAction.SecretChecked)
            : matching;
    }

    // the log is read by number: which ones the time has is asked first. A clock that was set back makes their span longer, and the time itself still decides
    private static async Task<IQueryable<AuditEntry>> BetweenAsync(AppDbContext db, IQueryable<AuditEntry> entries, DateTime since, DateTime until, CancellationToken cancellationToken)
    {
        var span = await db.Audit.Where(entry => entry.Time >= since && entry.Time < until).GroupBy(_ => 1)
            .Select(group => new { First = group.Min(entry => entry.Seq), Last = group.Max(entry => entry.Seq) }).SingleOrDefaultAsync(cancellationToken);
        var (first, last) = (span?.First ?? 0, span?.Last ?? -1);
        return entries.Where(entry => entry.Seq >= first && entry.Seq <= last && entry.Time >= since && entry.Time < until);
    }
}
