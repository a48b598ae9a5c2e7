namespace SecretsDashboard.Shell;

/// <summary>What stands around every page: the person and their projects, by name.</summary>
public sealed record House(string Person, string Email, bool ReadsAudit, IReadOnlyList<HouseProject> Projects);
