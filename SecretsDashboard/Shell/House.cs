namespace SecretsDashboard.Shell;

/// <summary>What stands around every page: the person and their projects, by name.</summary>
public sealed record House(string Person, string Email, bool ReadsAudit, bool ManagesPeople, bool ManagesInstance, IReadOnlyList<HouseProject> Projects)
{
    /// <summary>The pages that belong to no project and are open to everybody.</summary>
    public static IReadOnlyList<HousePage> CommonPages { get; } = [new("Overview", "/", "home"), new("Projects", "/projects", "folder")];

    /// <summary>The pages that belong to no project.</summary>
    public IReadOnlyList<HousePage> Pages { get; } =
    [
        .. CommonPages,
        .. ManagesPeople ? (IEnumerable<HousePage>)[new("Members", "/members", "people")] : [],
        .. ReadsAudit ? (IEnumerable<HousePage>)[new("Audit log", "/audit", "audit")] : [],
        .. ManagesInstance ? (IEnumerable<HousePage>)[new("Settings", "/settings", "settings")] : [],
    ];
}
