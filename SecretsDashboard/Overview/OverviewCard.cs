namespace SecretsDashboard.Overview;

/// <summary>A project as the first page shows it.</summary>
public sealed record OverviewCard(string Name, string Address, int Secrets, IReadOnlyList<Completeness> Environments, DateTime LastChange);
