using SecretsDashboard.Access;

namespace SecretsDashboard.Shell;

/// <summary>What stands around every page: the person and their projects, by name.</summary>
/// <param name="Ways">With what they can confirm that it is them.</param>
/// <param name="Projects">Those they are a member of.</param>
/// <param name="Own">Their personal one and the organization's.</param>
/// <param name="StorageWarning">What an Owner must know of the server's disk; null: nothing, or they are none.</param>
public sealed record House(string Person, string Email, SignInWays Ways, bool ReadsAudit, bool ManagesPeople, bool ManagesInstance, IReadOnlyList<HouseProject> Projects, IReadOnlyList<HouseProject> Own, string? StorageWarning = null)
{
    /// <summary>The pages that belong to no team's project and are open to everybody.</summary>
    public static IReadOnlyList<HousePage> CommonPages { get; } =
    [
        new("Overview", "/", "home"),
        new("Projects", "/projects", "folder"),
        new("Personal", ProjectAddress.Personal, "person", WithTabs: true),
        new("Shared", ProjectAddress.Shared, "building", WithTabs: true),
    ];

    /// <summary>The pages that belong to no team's project.</summary>
    public IReadOnlyList<HousePage> Pages { get; } =
    [
        .. CommonPages,
        .. ManagesPeople ? (IEnumerable<HousePage>)[new("Members", "/members", "people")] : [],
        .. ReadsAudit ? (IEnumerable<HousePage>)[new("Audit log", "/audit", "audit")] : [],
        .. ManagesInstance ? (IEnumerable<HousePage>)[new("Settings", "/settings", "settings")] : [],
    ];

    /// <summary>All projects in which they may see something.</summary>
    public IEnumerable<HouseProject> AllProjects => Projects.Concat(Own);
}
