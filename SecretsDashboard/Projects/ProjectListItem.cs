using SecretsDashboard.Data;

namespace SecretsDashboard.Projects;

/// <summary>A project as lists show it.</summary>
public sealed record ProjectListItem(string Slug, string Name, ProjectRole Role, int Secrets, IReadOnlyList<string> Environments, DateTime LastChange);
