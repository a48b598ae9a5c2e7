namespace SecretsDashboard.Account;

/// <summary>What the dialog <em>Confirm it is you</em> posts: a password, or what a passkey answered.</summary>
internal sealed record StepUpAttempt(string? Password, string? Credential);
