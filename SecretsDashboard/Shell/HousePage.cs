namespace SecretsDashboard.Shell;

/// <summary>A page one may go to: its name, its address, and in the navigation the icon before it.</summary>
public sealed record HousePage(string Name, string Address, string Icon = "");
