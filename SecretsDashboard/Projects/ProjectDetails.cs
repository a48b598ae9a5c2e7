namespace SecretsDashboard.Projects;

/// <summary>A project as its settings page shows it.</summary>
public sealed record ProjectDetails(string Slug, string Name, bool AllowLowerCaseKeys, bool ShowEnds, bool CanManage, int Secrets, IReadOnlyList<EnvironmentListItem> Environments);
