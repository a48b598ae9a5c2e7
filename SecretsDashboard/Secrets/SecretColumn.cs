namespace SecretsDashboard.Secrets;

/// <summary>An environment as a column of the matrix.</summary>
/// <param name="IsLocked">Protected, and the person may not change it.</param>
public sealed record SecretColumn(Guid Id, string Slug, string Name, bool IsLocked);
