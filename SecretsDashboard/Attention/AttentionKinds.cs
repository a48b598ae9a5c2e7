using SecretsDashboard.Access;

namespace SecretsDashboard.Attention;

/// <summary>What is known of each <see cref="AttentionKind"/>: its word, who mends it, how several of it read as one line.</summary>
internal static class AttentionKinds
{
    /// <summary>The word that is stored, and that the audit log has in its reason: add, never rename.</summary>
    public static string WordOf(AttentionKind kind) => kind switch
    {
        AttentionKind.ValueDamaged => "value_damaged",
        AttentionKind.ChainBroken => "log_not_intact",
        AttentionKind.TokenAsks => "expired_token_still_asks",
        AttentionKind.TokenEnds => "token_ends_soon",
        AttentionKind.TokenUnused => "token_never_used",
        AttentionKind.ValueMissing => "values_missing",
        AttentionKind.NeverDelivered => "never_delivered",
        AttentionKind.LongUndelivered => "long_not_delivered",
        AttentionKind.NoSecondFactor => "no_second_factor",
        AttentionKind.InvitationExpired => "invitation_expired",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Who may mend it sees it, and may put it off.</summary>
    public static Permission MendedBy(AttentionKind kind) => kind switch
    {
        AttentionKind.TokenAsks or AttentionKind.TokenEnds or AttentionKind.TokenUnused => Permission.ManageTokens,
        AttentionKind.ValueMissing or AttentionKind.NeverDelivered or AttentionKind.LongUndelivered or AttentionKind.ValueDamaged => Permission.ChangeSecrets,
        AttentionKind.ChainBroken => Permission.ReadInstanceAudit,
        _ => Permission.ManagePeople,
    };

    /// <summary>It belongs to no project.</summary>
    public static bool IsOfInstance(AttentionKind kind) => MendedBy(kind) is Permission.ReadInstanceAudit or Permission.ManagePeople;

    /// <summary>How several of it read: what they are, and what is wrong with them.</summary>
    public static (string Name, string Text) Several(AttentionKind kind, int count) => kind switch
    {
        AttentionKind.TokenAsks => (Count(count, "token"), "have expired and still ask"),
        AttentionKind.TokenEnds => (Count(count, "token"), "end soon"),
        AttentionKind.TokenUnused => (Count(count, "token"), "were never used"),
        AttentionKind.ValueMissing => (Count(count, "value"), count == 1 ? "is missing" : "are missing"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static string Count(int count, string thing) => count == 1 ? $"1 {thing}" : $"{count:N0} {thing}s";

    /// <summary>The first of these names, and how many more there are; one more takes no more room than to say so.</summary>
    public static string Names(IReadOnlyList<string> names, int shown = 3) => names.Count <= shown + 1 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(shown))} and {names.Count - shown:N0} more";
}
