namespace SecretsDashboard.Account;

/// <summary>What the dialog <em>Confirm it is you</em> posts.</summary>
internal sealed record StepUpAttempt(string? Password);
