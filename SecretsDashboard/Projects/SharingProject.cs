namespace SecretsDashboard.Projects;

/// <summary>A team's project in the list <i>Delivered to</i>.</summary>
/// <param name="Project">Its name for the stores.</param>
/// <param name="IsChosen">It stands on the list; what that means says <see cref="Sharing.All"/>.</param>
public sealed record SharingProject(string Project, string Name, bool IsChosen);
