using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>A token of the environment that is looked at.</summary>
/// <param name="EndedAt">When it was revoked or expired (UTC); null: it is live.</param>
/// <param name="Addresses">Networks it may be used from, separated by commas; empty: everywhere.</param>
internal sealed record CheckToken(Guid Id, string PublicId, string Name, TokenRights Rights, string Addresses, DateTime ExpiresAt, DateTime? EndedAt, bool IsRevoked, DateTime? LastUsedAt)
{
    /// <summary>Its name, and whether it ended.</summary>
    public string Label => EndedAt is null ? Name : $"{Name} ({(IsRevoked ? "revoked" : "expired")})";
}
