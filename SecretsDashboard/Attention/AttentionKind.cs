namespace SecretsDashboard.Attention;

/// <summary>What can need somebody.</summary>
public enum AttentionKind
{
    /// <summary>A stored value does not open: it was altered or is damaged.</summary>
    ValueDamaged,

    /// <summary>The audit log is not as the program wrote it.</summary>
    ChainBroken,

    /// <summary>A token that expired is still shown by a program.</summary>
    TokenAsks,

    /// <summary>A token ends within <see cref="Data.ServiceToken.Soon"/>.</summary>
    TokenEnds,

    /// <summary>A token was never used.</summary>
    TokenUnused,

    /// <summary>Most environments have a value and one has none.</summary>
    ValueMissing,

    /// <summary>No program ever received a secret.</summary>
    NeverDelivered,

    /// <summary>No program has received a secret for long.</summary>
    LongUndelivered,

    /// <summary>People sign in with a password alone.</summary>
    NoSecondFactor,

    /// <summary>Invitations ran out.</summary>
    InvitationExpired,
}
