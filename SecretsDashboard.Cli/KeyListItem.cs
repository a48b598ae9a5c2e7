namespace SecretsDashboard.Cli;

/// <summary>One row of the API's list of names; it never holds a value.</summary>
internal sealed record KeyListItem(string? Key);
