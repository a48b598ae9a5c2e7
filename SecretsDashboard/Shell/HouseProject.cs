using SecretsDashboard.Access;

namespace SecretsDashboard.Shell;

/// <summary>A project as the navigation and the head of its pages show it: a team's, the person's own, or the organization's.</summary>
/// <param name="Project">Its name for the stores.</param>
/// <param name="Hint">What it is for; null: that is known.</param>
public sealed record HouseProject(string Project, string Name, bool ReadsAudit, string? Hint = null)
{
    public string Address => ProjectAddress.Of(Project);

    /// <summary>The project's pages that this person may see, in the order of its tabs.</summary>
    public IReadOnlyList<HousePage> Tabs =>
    [
        new("Secrets", Address),
        .. IsTeam ? (IEnumerable<HousePage>)[new("Members", $"{Address}/members")] : [],
        .. IsTeam || ReadsAudit ? (IEnumerable<HousePage>)[new("Tokens", $"{Address}/tokens")] : [],
        .. ReadsAudit ? (IEnumerable<HousePage>)[new("Audit", $"{Address}/audit")] : [],
        .. IsTeam || ReadsAudit ? (IEnumerable<HousePage>)[new("Settings", $"{Address}/settings")] : [],
    ];

    // the others' members follow from what they are; who manages nothing there has nothing to look for but secrets
    private bool IsTeam => Project is not (ProjectAddress.Personal or ProjectAddress.Shared);
}
