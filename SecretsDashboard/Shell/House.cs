namespace SecretsDashboard.Shell;

/// <summary>What stands around every page: the person and their projects, by name.</summary>
public sealed record House(string Person, string Email, bool ReadsAudit, IReadOnlyList<HouseProject> Projects)
{
    /// <summary>The pages that belong to no project.</summary>
    public IReadOnlyList<HousePage> Pages =>
        [new("Overview", "/"), new("Projects", "/projects"), .. ReadsAudit ? (IEnumerable<HousePage>)[new("Audit log", "/audit")] : []];
}
