namespace SecretsDashboard.Shell;

/// <summary>A project as the navigation shows it.</summary>
public sealed record HouseProject(string Slug, string Name, bool ReadsAudit);
