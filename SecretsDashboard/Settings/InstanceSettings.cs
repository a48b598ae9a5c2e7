namespace SecretsDashboard.Settings;

/// <summary>What holds for the whole instance.</summary>
/// <param name="Lacking">How many people who can sign in have no second factor.</param>
/// <param name="IsOneselfReady">The Owner who asks has a second factor, so may require it of others.</param>
public sealed record InstanceSettings(bool RequiresSecondFactor, int Lacking, bool IsOneselfReady)
{
    /// <summary>When the instance was made.</summary>
    public required DateTime CreatedAt { get; init; }

    public required int People { get; init; }

    public required int Projects { get; init; }

    /// <summary>What the settings file and the environment say; read at the start.</summary>
    public required IReadOnlyList<ServerLimit> Limits { get; init; }
}
