using SecretsDashboard.Access;

namespace SecretsDashboard.Shell;

/// <summary>A project as the navigation and the head of its pages show it: a team's, the person's own, or the organization's.</summary>
/// <param name="Project">Its name for the stores.</param>
/// <param name="Hint">What it is for; null: that is known.</param>
public sealed record HouseProject(string Project, string Name, bool ReadsAudit, string? Hint = null)
{
    public string Address => ProjectAddress.Of(Project);

    /// <summary>May add and change secrets here.</summary>
    public bool ChangesSecrets { get; init; }

    /// <summary>How much of what it has; null: that was not asked.</summary>
    public HouseCounts? Counts { get; init; }

    /// <summary>The project's pages that this person may open, in the order of its tabs.</summary>
    public IReadOnlyList<HousePage> Tabs =>
    [
        new("Secrets", Address, Count: Counts?.Secrets),
        .. ReadsAudit ? (IEnumerable<HousePage>)[new("Tokens", $"{Address}/tokens", Count: Counts?.Tokens)] : [],
        .. IsTeam ? (IEnumerable<HousePage>)[new("Members", $"{Address}/members", Count: Counts?.Members)] : [],
        .. ReadsAudit ? (IEnumerable<HousePage>)[new("Audit", $"{Address}/audit"), new("Settings", $"{Address}/settings")] : [],
    ];

    /// <summary>True for a page that has something to show to this person: their tabs, and in a team's project those that say what only managers do.</summary>
    public bool Shows(string path) =>
        Tabs.Any(tab => tab.Address.Equals(path, StringComparison.OrdinalIgnoreCase))
        || (IsTeam && (path.Equals($"{Address}/tokens", StringComparison.OrdinalIgnoreCase) || path.Equals($"{Address}/settings", StringComparison.OrdinalIgnoreCase)));

    /// <summary>A team's, which has members.</summary>
    public bool IsTeam => Project is not (ProjectAddress.Personal or ProjectAddress.Shared);

    /// <summary>The page of this project that is the counterpart of another project's page; its first one where there is none that one may open.</summary>
    public string Counterpart(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() is { } last && Tabs.FirstOrDefault(tab => tab.Address == $"{Address}/{last}") is { } same ? same.Address : Address;
}
