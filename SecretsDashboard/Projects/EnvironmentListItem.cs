namespace SecretsDashboard.Projects;

/// <summary>An environment with what removing it would cost: values in it, secrets that have a value nowhere else, and live tokens.</summary>
public sealed record EnvironmentListItem(Guid Id, string Slug, string Name, bool IsProtected, int Values, int OnlyHere, int Tokens);
