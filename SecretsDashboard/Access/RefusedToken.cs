namespace SecretsDashboard.Access;

/// <summary>That a program showed a token, live or ended, and was refused: why, when, from where.</summary>
/// <param name="Reason">A reason of <see cref="AccessDeniedException"/>.</param>
internal sealed record RefusedToken(Guid Token, string Reason, DateTime Time, string? Address);
