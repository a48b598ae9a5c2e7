namespace SecretsDashboard.Api;

/// <summary>The section <c>Limits</c> of the settings: those of the API for machines; 0 turns one off.</summary>
internal sealed class LimitOptions
{
    /// <summary>Requests a second with one token.</summary>
    public int TokenRequestsPerSecond { get; set; } = 100;

    /// <summary>Requests a minute without a valid token from one address.</summary>
    public int FailedTokensPerMinute { get; set; } = 10;
}
