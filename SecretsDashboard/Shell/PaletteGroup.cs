namespace SecretsDashboard.Shell;

/// <summary>
/// What was found of one kind: the best few, how well the best of them fits (0 is best; <see cref="PaletteText"/>), and
/// whether there are more: counting them would take as long again.
/// </summary>
public sealed record PaletteGroup(string Name, string Icon, IReadOnlyList<PaletteItem> Items, int Best, bool HasMore)
{
    /// <summary>So many of a kind are shown.</summary>
    public const int Most = 8;

    /// <summary>A group of what is known already: those that fit, the best first, else in the order given.</summary>
    internal static PaletteGroup Of(string name, string icon, PaletteText text, IEnumerable<PaletteItem> candidates, int most = Most)
    {
        var found = candidates.Select(item => (Item: item, Rank: text.Rank(item))).Where(each => each.Rank is not null).OrderBy(each => each.Rank).ToList();
        return new PaletteGroup(name, icon, [.. found.Take(most).Select(each => each.Item)], found.Count > 0 ? found[0].Rank!.Value : int.MaxValue, found.Count > most);
    }
}
