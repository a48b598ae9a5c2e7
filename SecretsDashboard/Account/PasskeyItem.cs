namespace SecretsDashboard.Account;

/// <summary>A passkey as its person sees it.</summary>
/// <param name="Id">The credential's id, in hexadecimal.</param>
internal sealed record PasskeyItem(string Id, string Name, DateTime CreatedAt, DateTime? UsedAt);
