namespace SecretsDashboard.Encryption;

/// <summary>
/// Seals the seeds of people's authenticator apps (SDE1, purpose 05), bound to person and enrolment, and checks codes against a
/// sealed one. An opened seed leaves it never.
/// </summary>
internal sealed class FactorSeal(RootKey root)
{
    public byte[] Seal(Guid user, uint enrolment, ReadOnlySpan<byte> seed) => Envelope.Seal(Key, root.Epoch, Place(user, enrolment), seed);

    /// <summary>The time step of a code, see <see cref="TimeCode.StepOf"/>.</summary>
    /// <exception cref="EnvelopeException">The seed was altered or belongs to another person or enrolment.</exception>
    public long? StepOf(Guid user, uint enrolment, ReadOnlySpan<byte> blob, string code, DateTimeOffset now, long last)
    {
        using var seed = Envelope.Open(Key, root.Epoch, Place(user, enrolment), blob);
        return TimeCode.StepOf(seed.ReadOnlySpan, code, now, last);
    }

    /// <summary>What is stored of a recovery code, see <see cref="KeyedDigest"/>.</summary>
    public byte[] Digest(Guid user, string recoveryCode) => KeyedDigest.Of(root, KeyLabel.RecoveryCode, RecoveryCodeText.Digest(root.Instance, user, recoveryCode));

    private GuardedKey Key => root.Subkey(KeyLabel.UserFactor);

    private SealingContext Place(Guid user, uint enrolment) => SealingContext.TotpSeed(root.Instance, user, enrolment);
}
