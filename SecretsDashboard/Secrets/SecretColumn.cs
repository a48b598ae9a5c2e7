namespace SecretsDashboard.Secrets;

/// <summary>An environment as a column of the matrix.</summary>
/// <param name="IsProtected">Only managers change values there.</param>
/// <param name="IsLocked">Protected, and the person is none.</param>
/// <param name="IsProduction">Real users depend on it.</param>
public sealed record SecretColumn(Guid Id, string Slug, string Name, bool IsProtected, bool IsLocked, bool IsProduction);
