namespace SecretsDashboard.Account;

/// <summary>The code that came with a link.</summary>
internal sealed record LinkAttempt(string? Code);
