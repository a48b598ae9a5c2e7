using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SecretsDashboard.Encryption;

/// <summary>
/// Seals and opens the blob format SDE1 (see README.md in this folder): XChaCha20-Poly1305 over the content, bound to a purpose and a place.
/// It refuses everything that is not exactly what was sealed there, always with the same <see cref="EnvelopeException"/>.
/// </summary>
internal static class Envelope
{
    private const byte Algorithm = 0x01;
    private const int AlgorithmAt = 4;
    private const int PurposeAt = 5;
    private const int FlagsAt = 6;
    private const int KeyIdAt = 8;
    private const int HeaderSize = 12;
    private const int ContentAt = HeaderSize + XChaCha20Poly1305.NonceSize;
    private const int Overhead = ContentAt + XChaCha20Poly1305.TagSize;

    private static ReadOnlySpan<byte> Magic => "SDE1"u8;

    /// <summary>
    /// Seals <paramref name="content"/> with a fresh random nonce. Values and masks are padded here: pass the bare bytes.
    /// </summary>
    /// <param name="key">Data key, slot key or subkey, as the purpose wants it.</param>
    /// <param name="keyId">Version of the data key, slot id, or epoch of the root key.</param>
    /// <param name="context">What is sealed and where it belongs.</param>
    /// <param name="content">The bytes to hide; a value or mask has 1 to 65,536.</param>
    /// <exception cref="ArgumentException">A value or mask is empty or too long.</exception>
    public static byte[] Seal(GuardedKey key, uint keyId, SealingContext context, ReadOnlySpan<byte> content)
    {
        Span<byte> nonce = stackalloc byte[XChaCha20Poly1305.NonceSize];
        RandomNumberGenerator.Fill(nonce);
        return Seal(key, keyId, context, content, nonce);
    }

    /// <summary>Opens a blob; the caller disposes what comes back. Values and masks come back without their padding.</summary>
    /// <param name="key">The key that sealed it.</param>
    /// <param name="keyId">The id the blob must name; see <see cref="KeyIdOf"/> to find the key first.</param>
    /// <param name="context">The place the blob was found at.</param>
    /// <param name="blob">The sealed bytes.</param>
    /// <exception cref="EnvelopeException">The blob is not one that was sealed with this key for this place, whatever the cause.</exception>
    public static Plaintext Open(GuardedKey key, uint keyId, SealingContext context, ReadOnlySpan<byte> blob)
    {
        CheckHeader(blob, keyId, context.Purpose);
        var content = new Plaintext(blob.Length - Overhead);
        OpenContent(key, context, blob, content.Span);
        if (!IsPadded(context.Purpose))
        {
            return content;
        }

        using (content)
        {
            return ValuePadding.Unpad(content.Span);
        }
    }

    /// <summary>Opens a value into memory of the caller's, which zeroes it, and answers the part of it that is the value without its padding.</summary>
    /// <param name="key">The key that sealed it.</param>
    /// <param name="keyId">The id the blob must name.</param>
    /// <param name="context">The place the blob was found at.</param>
    /// <param name="blob">The sealed bytes.</param>
    /// <param name="scratch">Pinned memory, not shorter than the blob.</param>
    /// <exception cref="EnvelopeException">The blob is not one that was sealed with this key for this place, whatever the cause.</exception>
    public static ReadOnlySpan<byte> OpenValue(GuardedKey key, uint keyId, SealingContext context, ReadOnlySpan<byte> blob, Span<byte> scratch)
    {
        CheckHeader(blob, keyId, context.Purpose);
        var content = scratch[..(blob.Length - Overhead)];
        OpenContent(key, context, blob, content);
        return ValuePadding.ValueIn(content);
    }

    /// <summary>
    /// Is this the value in the blob? The padded contents are compared in constant time, in pinned memory that is zeroed: nothing of what is
    /// stored leaves, and how long it is shows in no more than its steps.
    /// </summary>
    /// <inheritdoc cref="Open" path="/param|/exception"/>
    /// <param name="value">A value of 1 to 65,536 bytes.</param>
    public static bool Holds(GuardedKey key, uint keyId, SealingContext context, ReadOnlySpan<byte> blob, ReadOnlySpan<byte> value)
    {
        using var given = ValuePadding.Pad(value);
        using var scratch = new Plaintext(blob.Length);
        OpenValue(key, keyId, context, blob, scratch.Span);
        return CryptographicOperations.FixedTimeEquals(scratch.ReadOnlySpan[..(blob.Length - Overhead)], given.ReadOnlySpan);
    }

    /// <summary>How long the blob of a value of <paramref name="valueLength"/> bytes is.</summary>
    public static int LengthOf(int valueLength) => ValuePadding.PaddedLength(valueLength) + Overhead;

    /// <summary>The key id a blob names. It is not authenticated before the blob is opened with it.</summary>
    /// <exception cref="EnvelopeException">The blob is too short or of another format.</exception>
    public static uint KeyIdOf(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < Overhead || !blob.StartsWith(Magic) || blob[AlgorithmAt] != Algorithm)
        {
            throw new EnvelopeException();
        }

        return BinaryPrimitives.ReadUInt32BigEndian(blob[KeyIdAt..]);
    }

    /// <summary>Seals with a given nonce, for known answers only: a nonce used twice under one key gives both contents away.</summary>
    internal static byte[] Seal(GuardedKey key, uint keyId, SealingContext context, ReadOnlySpan<byte> content, ReadOnlySpan<byte> nonce)
    {
        if (!IsPadded(context.Purpose))
        {
            return SealUnpadded(key, keyId, context, content, nonce);
        }

        using var padded = ValuePadding.Pad(content);
        return SealUnpadded(key, keyId, context, padded.Span, nonce);
    }

    /// <summary>Seals the bytes as they are; tests use it to seal wrong padding.</summary>
    internal static byte[] SealUnpadded(GuardedKey key, uint keyId, SealingContext context, ReadOnlySpan<byte> content, ReadOnlySpan<byte> nonce)
    {
        var blob = new byte[content.Length + Overhead];
        Magic.CopyTo(blob);
        blob[AlgorithmAt] = Algorithm;
        blob[PurposeAt] = (byte)context.Purpose;
        BinaryPrimitives.WriteUInt32BigEndian(blob.AsSpan(KeyIdAt), keyId);
        nonce.CopyTo(blob.AsSpan(HeaderSize));
        XChaCha20Poly1305.Seal(key.Aead, nonce, AssociatedData(blob, context), content, blob.AsSpan(ContentAt));
        return blob;
    }

    private static void OpenContent(GuardedKey key, SealingContext context, ReadOnlySpan<byte> blob, Span<byte> content)
    {
        var length = HeaderSize + context.Bytes.Length;
        Span<byte> associatedData = length <= 512 ? stackalloc byte[length] : new byte[length];
        blob[..HeaderSize].CopyTo(associatedData);
        context.Bytes.CopyTo(associatedData[HeaderSize..]);
        if (!XChaCha20Poly1305.TryOpen(key.Aead, blob[HeaderSize..ContentAt], associatedData, blob[ContentAt..], content))
        {
            throw new EnvelopeException();
        }
    }

    private static void CheckHeader(ReadOnlySpan<byte> blob, uint keyId, Purpose purpose)
    {
        if (blob.Length < Overhead
            || !blob.StartsWith(Magic)
            || blob[AlgorithmAt] != Algorithm
            || blob[PurposeAt] != (byte)purpose
            || blob[FlagsAt..KeyIdAt].ContainsAnyExcept((byte)0)
            || BinaryPrimitives.ReadUInt32BigEndian(blob[KeyIdAt..]) != keyId)
        {
            throw new EnvelopeException();
        }
    }

    private static bool IsPadded(Purpose purpose) => purpose is Purpose.SecretValue or Purpose.Mask;

    private static byte[] AssociatedData(ReadOnlySpan<byte> blob, SealingContext context) => [.. blob[..HeaderSize], .. context.Bytes];
}
