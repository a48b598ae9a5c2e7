namespace SecretsDashboard.Shell;

/// <summary>A project as the navigation shows it.</summary>
public sealed record HouseProject(string Slug, string Name, bool ReadsAudit)
{
    public string Address => $"/projects/{Slug}";

    /// <summary>The project's pages that this person may see, in the order of its tabs.</summary>
    public IReadOnlyList<HousePage> Tabs =>
    [
        new("Secrets", Address),
        new("Members", $"{Address}/members"),
        new("Tokens", $"{Address}/tokens"),
        .. ReadsAudit ? (IEnumerable<HousePage>)[new("Audit", $"{Address}/audit")] : [],
        new("Settings", $"{Address}/settings"),
    ];
}
