using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Attention;

/// <summary>Secrets that no program ever received, or none for long: they may be given up, or a program lacks its token. One line for each project.</summary>
internal static class DeliveryLines
{
    private static readonly TimeSpan Never = TimeSpan.FromDays(30);
    private static readonly TimeSpan Long = TimeSpan.FromDays(90);

    public static async Task<IEnumerable<AttentionLine>> ReadAsync(Deed deed, IReadOnlyList<OwnPlace> places, DateTime now, CancellationToken cancellationToken)
    {
        var (db, mine) = (deed.Db, places.Where(place => place.May(Permission.ChangeSecrets)).ToList());
        // nobody misses a delivery of what is kept for oneself
        var own = mine.Where(place => place.Kind == ProjectKind.Personal).Select(place => place.Id).ToList();
        var idle = own.Count > 0 && !await db.ServiceTokens.AnyAsync(token => own.Contains(token.ProjectId), cancellationToken) ? own : [];
        var ids = mine.Where(place => place.Kind != ProjectKind.Organization && !idle.Contains(place.Id)).Select(place => place.Id).ToList();
        var lacking = await OwnAsync(db, ids, now, cancellationToken);
        if (mine.Find(place => place.Kind == ProjectKind.Organization) is { } organization)
        {
            lacking = lacking.Concat(await SharedAsync(db, organization.Id, now, cancellationToken));
        }
        var byProject = lacking.ToLookup(secret => secret.Project);
        return mine.SelectMany(place => byProject[place.Id].GroupBy(secret => secret.WasDelivered).Select(alike => Line(place, alike.Key, [.. alike.OrderBy(secret => secret.Key, StringComparer.Ordinal)])));
    }

    // of a team's or a person's project: what had its value when a token of its environment last received it all, or was received alone
    private static async Task<IEnumerable<(Guid Project, string Key, DateTime CreatedAt, bool WasDelivered)>> OwnAsync(AppDbContext db, List<Guid> projects, DateTime now, CancellationToken cancellationToken)
    {
        var (young, late) = (now - Never, now - Long);
        var latest = db.ServiceTokens.Where(token => token.LastDeliveredAt != null).GroupBy(token => token.EnvironmentId).Select(group => new { Environment = group.Key, At = group.Max(token => token.LastDeliveredAt) });
        var received = db.SecretValues.Where(value => value.IsCurrent).Join(latest, value => value.EnvironmentId, each => each.Environment, (value, each) => new { value.SecretId, value.PresentSince, each.At })
            .Where(each => each.At >= each.PresentSince);
        var rows = await db.Secrets.Where(secret => EF.Parameter(projects).Contains(secret.ProjectId) && secret.CreatedAt < young
                && !received.Any(each => each.SecretId == secret.Id && each.At >= late) && !db.SecretDeliveries.Any(each => each.SecretId == secret.Id && each.LastAt >= late))
            .Select(secret => new { secret.ProjectId, secret.Key, secret.CreatedAt, WasDelivered = received.Any(each => each.SecretId == secret.Id) || db.SecretDeliveries.Any(each => each.SecretId == secret.Id) })
            .ToListAsync(cancellationToken);
        return rows.Select(row => (row.ProjectId, row.Key, row.CreatedAt, row.WasDelivered));
    }

    private static async Task<IEnumerable<(Guid Project, string Key, DateTime CreatedAt, bool WasDelivered)>> SharedAsync(AppDbContext db, Guid organization, DateTime now, CancellationToken cancellationToken)
    {
        var (young, late) = (now - Never, now - Long);
        var received = SecretReception.OfShared(db);
        var rows = await db.Secrets.Where(secret => secret.ProjectId == organization && secret.CreatedAt < young
                && !received.Any(each => each.SecretId == secret.Id && each.At >= late) && !db.SecretDeliveries.Any(each => each.SecretId == secret.Id && each.LastAt >= late))
            .Select(secret => new { secret.ProjectId, secret.Key, secret.CreatedAt, WasDelivered = received.Any(each => each.SecretId == secret.Id) || db.SecretDeliveries.Any(each => each.SecretId == secret.Id) })
            .ToListAsync(cancellationToken);
        return rows.Select(row => (row.ProjectId, row.Key, row.CreatedAt, row.WasDelivered));
    }

    private static AttentionLine Line(OwnPlace place, bool wasDelivered, List<(Guid Project, string Key, DateTime CreatedAt, bool WasDelivered)> secrets)
    {
        var (kind, address) = wasDelivered ? (AttentionKind.LongUndelivered, place.Address) : (AttentionKind.NeverDelivered, $"{place.Address}?delivered=never");
        var (isOne, way) = (secrets.Count == 1, secrets.Count == 1 ? $"{place.Address}?secret={secrets[0].Key}" : address);
        return ValueLines.At(place, new AttentionLine(kind, AttentionLevel.Whenever, isOne ? secrets[0].Key : AttentionKinds.Count(secrets.Count, "secret"),
            $"{(isOne ? "was" : "were")} {(wasDelivered ? $"not delivered for {Long.Days} days" : "never delivered")}",
            $"{place.Name}{(isOne ? "" : $": {AttentionKinds.Names([.. secrets.Select(secret => secret.Key)])}")}, first added", way, "Look")
        {
            Targets = [place.Id],
            Count = secrets.Count,
            At = secrets.Min(secret => secret.CreatedAt),
            Items = isOne ? [] : [.. secrets.Take(AttentionLine.MostItems).Select(secret => new AttentionItem(secret.Key, $"{place.Address}?secret={secret.Key}"))],
        });
    }
}
