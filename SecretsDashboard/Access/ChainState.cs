namespace SecretsDashboard.Access;

/// <summary>What a verification of the audit chain found.</summary>
/// <param name="Verified">The entry up to which it is intact.</param>
/// <param name="Fault">What is wrong behind it; null: nothing.</param>
/// <param name="At">When it was verified.</param>
public sealed record ChainState(long Verified, string? Fault, DateTime At);
