namespace SecretsDashboard.Secrets;

/// <summary>What setting a value by a program came to.</summary>
/// <param name="Save">As people are told.</param>
/// <param name="Version">The version the environment's value has now; 0: none.</param>
/// <param name="IsNew">The environment had no value under this key.</param>
internal sealed record SetOutcome(SaveOutcome Save, long Version, bool IsNew);
