namespace SecretsDashboard.Projects;

/// <summary>To which projects what the organization shares is delivered, as its settings show it.</summary>
/// <param name="All">Every team's project receives it, also one that is created later.</param>
/// <param name="Projects">All teams' projects, by name.</param>
/// <param name="CanChange">The person chooses.</param>
public sealed record Sharing(bool All, IReadOnlyList<SharingProject> Projects, bool CanChange)
{
    /// <summary>Does this project stand on the list?</summary>
    public bool Has(string project) => Projects.Any(each => each.Project == project && each.IsChosen);
}
