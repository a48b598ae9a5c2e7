using System.Text;

namespace SecretsDashboard.Encryption;

/// <summary>
/// Says what a sealed blob is and where it belongs; it is authenticated but not stored, so a blob moved to
/// another place does not open. It holds names and ids only, never a key or a value.
/// </summary>
internal sealed class SealingContext
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] bytes;

    private SealingContext(Purpose purpose, byte[] bytes)
    {
        Purpose = purpose;
        this.bytes = bytes;
    }

    public Purpose Purpose { get; }

    /// <summary>The bytes that follow the header in the associated data.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>One version of a value, bound to its key name.</summary>
    /// <exception cref="ArgumentException">The key name is not valid text or has more than 65,535 bytes in UTF-8.</exception>
    public static SealingContext SecretValue(Guid instance, Guid project, Guid environment, Guid secret, ulong version, string keyName) =>
        new(Purpose.SecretValue, Value(instance, project, environment, secret, version, keyName));

    /// <summary>The mask of one version of a value, bound like the value itself.</summary>
    /// <exception cref="ArgumentException">The key name is not valid text or has more than 65,535 bytes in UTF-8.</exception>
    public static SealingContext Mask(Guid instance, Guid project, Guid environment, Guid secret, ulong version, string keyName) =>
        new(Purpose.Mask, Value(instance, project, environment, secret, version, keyName));

    /// <summary>A project's data key; <paramref name="version"/> is the number of the data key, from 1.</summary>
    public static SealingContext WrappedDataKey(Guid instance, Guid project, uint version) =>
        new(Purpose.WrappedDataKey, new BigEndianFields().Add(instance).Add(project).Add(version).ToArray());

    /// <summary>A slot that holds the root key; <paramref name="commit"/> has 32 bytes.</summary>
    public static SealingContext Slot(Guid instance, uint slotId, byte sourceType, ReadOnlySpan<byte> commit) =>
        new(Purpose.Slot, new BigEndianFields().Add(instance).Add(slotId).Add([sourceType]).Add(commit).ToArray());

    /// <summary>A row of the Data Protection key ring.</summary>
    public static SealingContext DataProtectionRow(Guid instance, Guid rowId) =>
        new(Purpose.DataProtectionRow, new BigEndianFields().Add(instance).Add(rowId).ToArray());

    /// <summary>A person's TOTP seed; <paramref name="enrolment"/> counts how often it was set up.</summary>
    public static SealingContext TotpSeed(Guid instance, Guid user, uint enrolment) =>
        new(Purpose.TotpSeed, new BigEndianFields().Add(instance).Add(user).Add(enrolment).ToArray());

    /// <summary>A context of any bytes, so that tests can alter one bit of a real one.</summary>
    internal static SealingContext OfBytes(Purpose purpose, ReadOnlySpan<byte> bytes) => new(purpose, bytes.ToArray());

    private static byte[] Value(Guid instance, Guid project, Guid environment, Guid secret, ulong version, string keyName)
    {
        // strict: a replaced lone surrogate would give two names the same bytes
        var name = StrictUtf8.GetBytes(keyName);
        if (name.Length > ushort.MaxValue)
        {
            throw new ArgumentException("A key name has at most 65,535 bytes.", nameof(keyName));
        }

        return new BigEndianFields().Add(instance).Add(project).Add(environment).Add(secret).Add(version).Add((ushort)name.Length).Add(name).ToArray();
    }
}
