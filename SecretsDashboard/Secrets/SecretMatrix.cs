namespace SecretsDashboard.Secrets;

/// <summary>The project around its secrets: its columns, its settings, what the person may do.</summary>
public sealed record SecretMatrix(string Project, string Name, bool AllowLowerCaseKeys, bool CanChange, IReadOnlyList<SecretColumn> Columns);
