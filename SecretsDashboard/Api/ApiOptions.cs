namespace SecretsDashboard.Api;

/// <summary>The section <c>Api</c> of the settings: limits of the API for machines; 0 turns one off.</summary>
internal sealed class ApiOptions
{
    /// <summary>Requests a second with one token.</summary>
    public int RequestsPerSecond { get; set; } = 100;

    /// <summary>Requests a minute without a valid token from one address.</summary>
    public int FailuresPerMinute { get; set; } = 10;
}
