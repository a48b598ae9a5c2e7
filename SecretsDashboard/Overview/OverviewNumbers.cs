using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Attention;
using SecretsDashboard.Data;

namespace SecretsDashboard.Overview;

/// <summary>Reads the figures of the first page and the days of its chart: from daily sums and single rows, never from the log.</summary>
internal static class OverviewNumbers
{
    /// <summary>So many days are charted.</summary>
    public const int Days = 30;

    private const int Week = 7;

    public static async Task<(OverviewFigures Figures, IReadOnlyList<OverviewDay> Days)> ReadAsync(
        Deed deed, IReadOnlyList<OwnPlace> places, IReadOnlyList<ProjectCardItem> cards, DateTime now, CancellationToken cancellationToken)
    {
        var (sums, today) = (await SumsAsync(deed, places, DateOnly.FromDateTime(now), cancellationToken), DateOnly.FromDateTime(now));
        var ids = places.Select(place => place.Id).ToList();
        var tokens = await deed.Db.ServiceTokens.AsNoTracking().Where(token => EF.Parameter(ids).Contains(token.ProjectId)).Where(ServiceToken.IsLive(now))
            .Select(token => new ServiceToken { Id = token.Id, ExpiresAt = token.ExpiresAt, LastUsedAt = token.LastUsedAt, LastDeliveredAt = token.LastDeliveredAt }).ToListAsync(cancellationToken);
        var ending = tokens.Where(token => token.ExpiresAt < now + ServiceToken.Soon).ToList();
        var figures = new OverviewFigures(
            cards.Sum(card => card.Secrets), cards.Count, await ReceivedAsync(deed.Db, tokens, now.AddDays(-1), cancellationToken), tokens.Count,
            Changes(today.AddDays(1 - Week), today), Changes(today.AddDays(1 - (2 * Week)), today.AddDays(-Week)),
            ending.Count, ending.Count == 0 ? null : ending.Min(token => token.ExpiresAt));
        var first = today.AddDays(1 - Days);
        return (figures, [.. Enumerable.Range(0, Days).Select(day => first.AddDays(day)).Select(day => sums.TryGetValue(day, out var sum) ? new OverviewDay(day, sum.Deliveries, sum.Refusals) : new OverviewDay(day, 0, 0))]);

        long Changes(DateOnly from, DateOnly to) => sums.Where(sum => sum.Key >= from && sum.Key <= to).Sum(sum => sum.Value.Changes);
    }

    // what is shared is on record with the project that received it, too
    private static Task<Dictionary<DateOnly, DailySum>> SumsAsync(Deed deed, IReadOnlyList<OwnPlace> places, DateOnly today, CancellationToken cancellationToken)
    {
        var ids = places.Select(place => place.Id).ToList();
        var organization = places.FirstOrDefault(place => place.Kind == ProjectKind.Organization)?.Id ?? Guid.Empty;
        var first = today.AddDays(1 - Days);
        return deed.Db.DailySums.AsNoTracking().Where(sum => sum.Day >= first && EF.Parameter(ids).Contains(sum.ProjectId)).GroupBy(sum => sum.Day)
            .Select(group => new DailySum { Day = group.Key, Deliveries = group.Sum(sum => sum.ProjectId == organization ? 0 : sum.Deliveries), Refusals = group.Sum(sum => sum.Refusals), Changes = group.Sum(sum => sum.Changes) })
            .ToDictionaryAsync(sum => sum.Day, cancellationToken);
    }

    // all of an environment at once, as nearly all programs do; who asked for single secrets is looked for by itself
    private static async Task<int> ReceivedAsync(AppDbContext db, List<ServiceToken> tokens, DateTime since, CancellationToken cancellationToken)
    {
        var whole = tokens.Count(token => token.LastDeliveredAt >= since);
        var other = tokens.Where(token => token.LastUsedAt >= since && !(token.LastDeliveredAt >= since)).Select(token => token.Id).ToList();
        return other.Count == 0 ? whole
            : whole + await db.SecretDeliveries.Where(delivery => delivery.LastAt >= since && EF.Parameter(other).Contains(delivery.TokenId)).Select(delivery => delivery.TokenId).Distinct().CountAsync(cancellationToken);
    }
}
