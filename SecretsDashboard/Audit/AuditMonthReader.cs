using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Audit;

/// <summary>
/// Reads how much happened on each day of a month, for those who may read the log of the project or of the instance. It adds daily sums and reads no entry;
/// what people do with their personal secrets is in nobody else's sums.
/// </summary>
internal sealed class AuditMonthReader(AccessGuard guard, TimeProvider time)
{
    /// <summary>So many days are shown at a time.</summary>
    public const int Days = 30;

    /// <param name="caller">Who asks.</param>
    /// <param name="project">The project as <see cref="ProjectAddress"/> names it; null: the instance.</param>
    /// <param name="last">The last day, as far as it is not later than today; null: today.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AccessDeniedException">Unknown project, or the caller may not read its log.</exception>
    public Task<AuditMonth> ReadAsync(Caller caller, string? project, DateOnly? last, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, project is null ? Permission.ReadInstanceAudit : Permission.ReadAudit, project, async deed =>
        {
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            var until = last < today ? last.Value : today;
            var first = until.DayNumber < Days ? DateOnly.MinValue : until.AddDays(1 - Days);
            var sums = Scope(deed, project);
            var organization = project is null ? await deed.Db.Projects.Where(row => row.Kind == ProjectKind.Organization).Select(row => row.Id).SingleOrDefaultAsync(cancellationToken) : Guid.Empty;
            // what is shared is on record with the project that received it, too
            var days = await sums.Where(sum => sum.Day >= first && sum.Day <= until).GroupBy(sum => sum.Day).Select(group => new AuditDay(
                    group.Key, group.Sum(sum => sum.Changes), group.Sum(sum => sum.ProjectId == organization ? 0 : sum.Deliveries), group.Sum(sum => sum.Refusals)))
                .ToDictionaryAsync(day => day.Day, cancellationToken);
            return new AuditMonth(
                [.. Enumerable.Range(0, Days).Select(day => first.AddDays(day)).Select(day => days.GetValueOrDefault(day) ?? new AuditDay(day, 0, 0, 0))],
                await sums.AnyAsync(sum => sum.Day < first, cancellationToken), until < today);
        }, cancellationToken);

    // a personal project that is gone has left nothing but entries that are its owner's
    private static IQueryable<DailySum> Scope(Deed deed, string? project)
    {
        var (db, sums) = (deed.Db, deed.Db.DailySums.AsNoTracking());
        return project is not null ? sums.Where(sum => sum.ProjectId == deed.Project.Id)
            : sums.Where(sum => sum.ProjectId == Guid.Empty || db.Projects.Any(row => row.Id == sum.ProjectId && row.Kind != ProjectKind.Personal)
                || (!db.Projects.Any(row => row.Id == sum.ProjectId) && db.Audit.Any(entry => entry.ProjectId == sum.ProjectId && entry.OwnerId == null)));
    }
}
