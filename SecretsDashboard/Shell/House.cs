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
        new("Secrets", "/secrets", "key"),
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

    /// <summary>How many things need the person; it stands beside <em>Overview</em>.</summary>
    public int NeedsAttention { get; init; }

    /// <summary>All projects in which they may see something.</summary>
    public IEnumerable<HouseProject> AllProjects => Projects.Concat(Own);

    /// <summary>The project that the page at this path belongs to; null: none, or none of theirs.</summary>
    public HouseProject? At(string path) => ProjectAddress.At(path) is { } name ? AllProjects.FirstOrDefault(project => project.Project == name) : null;

    /// <summary>What the page at this path is called before it is there; null: there is none that they may open.</summary>
    public string? Heading(string path) =>
        At(path) is { } project ? project.Tabs.FirstOrDefault(tab => tab.IsAt(path)) is { } tab ? tab.Name == "Audit" ? "Audit log" : tab.Name : null
        : Pages.FirstOrDefault(page => page.IsAt(path))?.Name;

    /// <summary>Differs where the drawer would look different: a page that is open compares it with what its drawer shows.</summary>
    public string Mark => $"{string.Join('\n', (IEnumerable<string>)[Person, Email, $"{NeedsAttention}", .. Pages.Select(page => page.Address), .. Projects.Select(project => $"{project.Name} {project.Address}")]).GetHashCode(StringComparison.Ordinal):x}";
}
