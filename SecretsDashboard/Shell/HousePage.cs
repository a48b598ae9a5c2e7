namespace SecretsDashboard.Shell;

/// <summary>A page one may go to: its name and its address.</summary>
public sealed record HousePage(string Name, string Address);
