namespace SecretsDashboard.Account;

/// <summary>A passkey as its person sees it.</summary>
/// <param name="Id">The credential's id, in hexadecimal.</param>
/// <param name="Home">The name it was made for, where the server has another one now.</param>
internal sealed record PasskeyItem(string Id, string Name, DateTime CreatedAt, DateTime? UsedAt, string? Home);
