using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Attention;

/// <summary>Values that are missing where most environments have one, and stored ones that do not open.</summary>
internal static class ValueLines
{
    /// <summary>A line for each environment that lacks values which the person may set.</summary>
    public static IEnumerable<AttentionLine> Missing(IReadOnlyList<OwnPlace> places, ILookup<Guid, Completeness> filled) =>
        places.Where(place => place.May(Permission.ChangeSecrets)).SelectMany(place => filled[place.Id]
            .Where(environment => environment.Missing > 0 && (!environment.IsProtected || place.May(Permission.ChangeProtected))).Select(environment => Missing(place, environment)));

    /// <summary>A line for each of the person's environments in which a value did not open; one for all that is not of their projects, for those who read the instance's log.</summary>
    public static IEnumerable<AttentionLine> Damaged(Deed deed, IReadOnlyList<OwnPlace> places, ILookup<Guid, Completeness> filled, IReadOnlyDictionary<Guid, DateTimeOffset> damaged)
    {
        var elsewhere = damaged.Keys.ToHashSet();
        foreach (var place in places)
        {
            foreach (var environment in filled[place.Id].Where(environment => elsewhere.Remove(environment.Id) && place.May(Permission.ChangeSecrets)))
            {
                yield return At(place, new AttentionLine(AttentionKind.ValueDamaged, AttentionLevel.Now, "A stored value", "does not open", $"{place.Name}, {environment.Name}: set it anew. Known since",
                    place.May(Permission.ReadAudit) ? $"{place.Address}/audit?action={AuditAction.IntegrityFailed}" : place.Address, "Look")
                { Targets = [environment.Id], At = damaged[environment.Id].UtcDateTime });
            }
        }
        if (elsewhere.Count > 0 && deed.May(Permission.ReadInstanceAudit))
        {
            yield return new AttentionLine(AttentionKind.ValueDamaged, AttentionLevel.Now, "A stored value", "does not open", "It was altered or is damaged. Known since", $"/audit?action={AuditAction.IntegrityFailed}", "Look")
            {
                At = elsewhere.Min(each => damaged[each]).UtcDateTime,
            };
        }
    }

    /// <summary>The line as one of a project.</summary>
    public static AttentionLine At(OwnPlace place, AttentionLine line) => line with { Project = place.Project, ProjectName = place.Name, IsMine = place.Kind != ProjectKind.Organization };

    private static AttentionLine Missing(OwnPlace place, Completeness environment)
    {
        var (gaps, level) = (environment.Gaps, environment.IsProduction ? AttentionLevel.Soon : AttentionLevel.Whenever);
        var (name, text) = AttentionKinds.Several(AttentionKind.ValueMissing, gaps.Count);
        return At(place, new AttentionLine(AttentionKind.ValueMissing, level, gaps.Count == 1 ? gaps[0].Key : name, $"{text} in {environment.Name}",
            $"{place.Name}{(gaps.Count == 1 ? "" : $": {AttentionKinds.Names([.. gaps.Select(gap => gap.Key)])}")}, first added", $"{place.Address}?missing={environment.Slug}", "Fill")
        {
            Targets = [environment.Id],
            Count = gaps.Count,
            At = gaps.Min(gap => gap.CreatedAt),
            Items = [.. gaps.Take(AttentionLine.MostItems).Select(gap => new AttentionItem(gap.Key, $"{place.Address}?secret={gap.Key}", environment.Slug, environment.Name))],
        });
    }
}
