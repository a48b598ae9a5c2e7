namespace SecretsDashboard.Secrets;

/// <summary>A token that received a secret, and when it last did.</summary>
public sealed record SecretReceiver(string Token, DateTime At);
