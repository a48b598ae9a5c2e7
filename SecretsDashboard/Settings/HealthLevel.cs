namespace SecretsDashboard.Settings;

/// <summary>How something stands.</summary>
public enum HealthLevel
{
    /// <summary>As it should.</summary>
    Ok,

    /// <summary>It works, and somebody should look.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Failing,
}
