using SecretsDashboard.Data;

namespace SecretsDashboard.Tokens;

/// <summary>A token as its managers see it.</summary>
/// <param name="PublicId">The twelve characters after <c>sdt_</c>, which the audit names too.</param>
/// <param name="Environment">Name of its environment.</param>
/// <param name="Addresses">Networks it may be used from; empty: everywhere.</param>
/// <param name="LastUsedFrom">The address of the last use; empty: never used.</param>
public sealed record TokenListItem(
    Guid Id, string PublicId, string Name, string Environment, TokenRights Rights, IReadOnlyList<string> Addresses,
    DateTime CreatedAt, string CreatedBy, DateTime ExpiresAt, DateTime? RevokedAt, DateTime? LastUsedAt, string LastUsedFrom)
{
    /// <summary>The address of the person who made it; null: they are gone.</summary>
    public string? CreatedByEmail { get; init; }

    /// <summary>It was found expired before.</summary>
    public bool IsEnded { get; init; }

    /// <summary>When a program last asked with it after it had ended; null: none did.</summary>
    public DateTime? AskedAt { get; init; }

    /// <summary>From where that was.</summary>
    public string AskedFrom { get; init; } = "";

    /// <summary>Such as "Read, list".</summary>
    public string RightsText => TokenStore.Words(Rights) is [var first, .. var rest] ? char.ToUpperInvariant(first) + rest : "";

    /// <summary>It is live, and ends within two weeks.</summary>
    public bool EndsSoonAt(DateTime now) => StateAt(now) == TokenState.Live && ExpiresAt - now < ServiceToken.Soon;

    public TokenState StateAt(DateTime now) => RevokedAt is not null ? TokenState.Revoked : IsEnded || ExpiresAt <= now ? TokenState.Expired : TokenState.Live;
}
