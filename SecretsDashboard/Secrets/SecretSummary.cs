namespace SecretsDashboard.Secrets;

/// <summary>A key of an environment as a program may list it; never a value.</summary>
/// <param name="Version">The version of its value: the environment's own, or the shared one.</param>
/// <param name="CreatedAt">When the secret was added (UTC).</param>
/// <param name="UpdatedAt">When that value was last set (UTC).</param>
/// <param name="Shared">The organization shares it; the token's own environment has no such key.</param>
internal sealed record SecretSummary(string Key, string Description, string Type, long Version, DateTime CreatedAt, DateTime UpdatedAt, bool Shared);
