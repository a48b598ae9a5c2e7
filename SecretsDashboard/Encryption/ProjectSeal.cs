namespace SecretsDashboard.Encryption;

/// <summary>
/// Seals and opens the values of one project: the newest data key seals, the one a blob names opens. Environment, secret,
/// version and key name are bound in, so a blob opens in its own place only (SDE1, purposes 01 and 07).
/// </summary>
/// <param name="newest">The version of the project's newest data key.</param>
/// <param name="keys">Its data keys, as far as they open.</param>
internal sealed class ProjectSeal(Guid instance, Guid project, uint newest, IReadOnlyDictionary<uint, GuardedKey> keys)
{
    /// <summary>Does the newest data key open? An older one seals nothing in its place.</summary>
    public bool CanSeal => keys.ContainsKey(newest);

    /// <summary>Seals a value of 1 to 65,536 bytes.</summary>
    /// <exception cref="KeyNotFoundException">It cannot: see <see cref="CanSeal"/>.</exception>
    public byte[] Seal(Guid environment, Guid secret, long version, string keyName, ReadOnlySpan<byte> value) =>
        Envelope.Seal(keys[newest], newest, SealingContext.SecretValue(instance, project, environment, secret, (ulong)version, keyName), value);

    /// <summary>Opens a value. The caller disposes it.</summary>
    /// <exception cref="EnvelopeException">Altered, moved, or sealed by a key this project has not.</exception>
    public Plaintext Open(Guid environment, Guid secret, long version, string keyName, ReadOnlySpan<byte> blob) =>
        Envelope.Open(Key(blob), Envelope.KeyIdOf(blob), SealingContext.SecretValue(instance, project, environment, secret, (ulong)version, keyName), blob);

    /// <summary>The place of a value, for code that opens it often.</summary>
    public SealingContext PlaceOf(Guid environment, Guid secret, long version, string keyName) =>
        SealingContext.SecretValue(instance, project, environment, secret, (ulong)version, keyName);

    /// <summary>Opens a value into <paramref name="scratch"/>, which is as long as the blob at least, and answers the part that is the value. The caller zeroes the scratch.</summary>
    /// <inheritdoc cref="Open(Guid, Guid, long, string, ReadOnlySpan{byte})" path="/exception"/>
    public ReadOnlySpan<byte> Open(SealingContext place, ReadOnlySpan<byte> blob, Span<byte> scratch) =>
        Envelope.OpenValue(Key(blob), Envelope.KeyIdOf(blob), place, blob, scratch);

    /// <summary>Does the value open? Nothing of it is kept.</summary>
    public bool Opens(SealingContext place, ReadOnlySpan<byte> blob)
    {
        try
        {
            Envelope.Open(Key(blob), Envelope.KeyIdOf(blob), place, blob).Dispose();
            return true;
        }
        catch (EnvelopeException)
        {
            return false;
        }
    }

    /// <summary>Is this the value that was sealed there? Nothing but the answer leaves (see <see cref="Envelope.Holds"/>).</summary>
    /// <inheritdoc cref="Open(Guid, Guid, long, string, ReadOnlySpan{byte})" path="/exception"/>
    public bool Holds(SealingContext place, ReadOnlySpan<byte> blob, ReadOnlySpan<byte> value) => Envelope.Holds(Key(blob), Envelope.KeyIdOf(blob), place, blob, value);

    /// <summary>How long a sealed value of this length is, in bytes: one of another length holds another value.</summary>
    public static int LengthOf(int valueLength) => Envelope.LengthOf(valueLength);

    /// <summary>Seals the ends of a value (see <see cref="ValueEnds"/>); null where the value has none to show.</summary>
    public byte[]? SealEnds(Guid environment, Guid secret, long version, string keyName, ReadOnlySpan<byte> value) =>
        ValueEnds.Of(value) is { } ends
            ? Envelope.Seal(keys[newest], newest, SealingContext.Mask(instance, project, environment, secret, (ulong)version, keyName), ends)
            : null;

    /// <summary>Opens the ends of a value, as UTF-8 text to be shown.</summary>
    /// <exception cref="EnvelopeException">Altered, moved, or sealed by a key this project has not.</exception>
    public string OpenEnds(Guid environment, Guid secret, long version, string keyName, ReadOnlySpan<byte> blob)
    {
        using var opened = Envelope.Open(Key(blob), Envelope.KeyIdOf(blob), SealingContext.Mask(instance, project, environment, secret, (ulong)version, keyName), blob);
#pragma warning disable RS0030 // the first and last characters, which the project shows on its pages
        return System.Text.Encoding.UTF8.GetString(opened.ReadOnlySpan);
#pragma warning restore RS0030
    }

    private GuardedKey Key(ReadOnlySpan<byte> blob) => keys.TryGetValue(Envelope.KeyIdOf(blob), out var key) ? key : throw new EnvelopeException();
}
