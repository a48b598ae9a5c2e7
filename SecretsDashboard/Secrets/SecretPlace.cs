namespace SecretsDashboard.Secrets;

/// <summary>A secret in one environment.</summary>
/// <param name="Version">The current version; null: it is not set there.</param>
/// <param name="Receivers">The tokens that received it with this environment, the latest first.</param>
public sealed record SecretPlace(SecretColumn Column, SecretCell Cell, SecretVersion? Version, IReadOnlyList<SecretReceiver> Receivers);
