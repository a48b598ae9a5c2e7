namespace SecretsDashboard.Shell;

/// <summary>Something found: what it is called, what tells it from others, and where it is.</summary>
public sealed record PaletteItem(string Name, string Detail, string Address);
