namespace SecretsDashboard.Settings;

/// <summary>What holds for the whole instance.</summary>
/// <param name="Lacking">How many people who can sign in have no second factor.</param>
public sealed record InstanceSettings(bool RequiresSecondFactor, int Lacking);
