namespace SecretsDashboard.Shell;

/// <summary>A page one may go to: its name, its address, and in the navigation the icon before it.</summary>
/// <param name="WithTabs">Other pages belong to it, whose addresses begin with its own.</param>
public sealed record HousePage(string Name, string Address, string Icon = "", bool WithTabs = false);
