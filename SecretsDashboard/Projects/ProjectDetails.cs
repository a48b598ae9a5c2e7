using SecretsDashboard.Data;

namespace SecretsDashboard.Projects;

/// <summary>A project as its settings page shows it.</summary>
/// <param name="Project">Its name for the stores.</param>
public sealed record ProjectDetails(string Project, ProjectKind Kind, string Name, bool AllowLowerCaseKeys, bool ShowEnds, bool CanManage, int Secrets, IReadOnlyList<EnvironmentListItem> Environments);
