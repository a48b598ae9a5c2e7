namespace SecretsDashboard.Account;

/// <summary>The code that came with a set-up link.</summary>
internal sealed record SetUpAttempt(string? Code);
