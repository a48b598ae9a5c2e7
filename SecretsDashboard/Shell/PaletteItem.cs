namespace SecretsDashboard.Shell;

/// <summary>Something found: what it is called, what tells it from others, and where it is.</summary>
/// <param name="Act">What is done there, as ShortcutsDialog.razor.js knows it; null: it is a place to go to.</param>
/// <param name="Asks">It is done in a project that has to be chosen first: what may be chosen is found with <paramref name="Act"/>.</param>
public sealed record PaletteItem(string Name, string Detail, string Address, string? Act = null, bool Asks = false);
