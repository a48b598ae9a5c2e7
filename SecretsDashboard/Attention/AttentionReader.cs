using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Attention;

/// <summary>
/// Finds what needs somebody, among what the person may mend: in their projects what their role there allows, of the instance what their role in it
/// does. What needs no action is not listed; what was put off is listed apart; where much of one kind is wrong in a project, it is one line.
/// </summary>
internal sealed class AttentionReader(IntegrityCondition integrity, ChainCheck chain, TimeProvider time)
{
    // so many of a kind in a project are named one by one
    private const int Several = 3;

    public async Task<AttentionList> ReadAsync(Deed deed, IReadOnlyList<OwnPlace> places, ILookup<Guid, Completeness> filled, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        List<AttentionLine> lines =
        [
            .. ValueLines.Damaged(deed, places, filled, integrity.Places),
            .. await TokenLines.ReadAsync(deed, places, now, cancellationToken),
            .. ValueLines.Missing(places, filled),
            .. await DeliveryLines.ReadAsync(deed, places, now, cancellationToken),
            .. await InstanceLines.ReadAsync(deed, chain.Last, now, cancellationToken),
        ];
        var off = (await deed.Db.PutOffs.AsNoTracking().Where(row => row.Until > now).ToListAsync(cancellationToken)).ToDictionary(row => (row.Kind, row.TargetId), row => row.Until);
        var dated = lines.ConvertAll(line => line with { PutOffUntil = off.TryGetValue((AttentionKinds.WordOf(line.Kind), line.Targets[0]), out var until) ? until : null });
        return new AttentionList(
            [.. Fold(dated.Where(line => line.PutOffUntil is null)).OrderBy(line => line.Level).ThenBy(line => line.Kind).ThenBy(line => line.At ?? DateTime.MaxValue)],
            [.. Fold(dated.Where(line => line.PutOffUntil is not null)).OrderBy(line => line.PutOffUntil)]);
    }

    private static IEnumerable<AttentionLine> Fold(IEnumerable<AttentionLine> lines) => lines.GroupBy(line => (line.Kind, line.Project, Apart: IsApart(line) ? line.Id : ""))
        .SelectMany(alike => alike.Count() > (alike.Key.Kind == AttentionKind.ValueMissing ? 1 : Several) ? [Folded([.. alike])] : alike.AsEnumerable());

    // what presses is named, and so is what is missing where people depend on it
    private static bool IsApart(AttentionLine line) => line is { Level: AttentionLevel.Now, Kind: AttentionKind.TokenEnds } or { Level: AttentionLevel.Soon, Kind: AttentionKind.ValueMissing }
        || line.Kind is not (AttentionKind.TokenAsks or AttentionKind.TokenEnds or AttentionKind.TokenUnused or AttentionKind.ValueMissing);

    private static AttentionLine Folded(List<AttentionLine> lines)
    {
        var (first, count) = (lines.MinBy(line => line.At)!, lines.Sum(line => line.Count));
        var (name, text) = AttentionKinds.Several(first.Kind, count);
        var places = first.Kind == AttentionKind.ValueMissing ? lines.Select(line => $"{line.Items[0].EnvironmentName} {line.Count:N0}") : lines.Select(line => line.Name);
        return first with
        {
            Level = lines.Min(line => line.Level),
            Name = name,
            Text = text,
            Detail = $"{first.ProjectName}: {AttentionKinds.Names([.. places])}{(first.Kind == AttentionKind.ValueMissing ? "" : ", the first")}",
            IsAhead = false,
            At = first.Kind == AttentionKind.ValueMissing ? null : first.At,
            Targets = [.. lines.SelectMany(line => line.Targets)],
            Items = [.. lines.SelectMany(line => line.Items).Take(AttentionLine.MostItems)],
            Count = count,
            PutOffUntil = lines.Max(line => line.PutOffUntil),
        };
    }
}
