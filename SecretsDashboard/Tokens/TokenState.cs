namespace SecretsDashboard.Tokens;

/// <summary>Whether a token still opens anything.</summary>
public enum TokenState
{
    Live,
    Expired,
    Revoked,
}
