namespace SecretsDashboard.Account;

/// <summary>A person's own account as far as its second factor goes.</summary>
/// <param name="SetUpAt">When the authenticator app was set up; null: there is none.</param>
internal sealed record AuthenticatorState(string Email, DateTime? SetUpAt, int RecoveryCodesLeft);
