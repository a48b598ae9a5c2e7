using System.Security.Cryptography;

namespace SecretsDashboard.Encryption;

/// <summary>
/// Bytes that are needed again while this process runs, kept sealed: XChaCha20-Poly1305 under a key in guarded memory that is made at each start and
/// stored nowhere. It is no part of the format and nothing of it leaves the process.
/// </summary>
internal sealed class MemorySeal
{
    private static readonly Lazy<GuardedKey> Key = new(GuardedKey.Random);

    private readonly byte[] nonce = RandomNumberGenerator.GetBytes(XChaCha20Poly1305.NonceSize);
    private readonly byte[] ciphertext;

    /// <summary>Seals a copy; the caller zeroes the original.</summary>
    public MemorySeal(ReadOnlySpan<byte> content)
    {
        ciphertext = new byte[content.Length + XChaCha20Poly1305.TagSize];
        XChaCha20Poly1305.Seal(Key.Value.Aead, nonce, [], content, ciphertext);
    }

    /// <summary>Length of what is sealed, in bytes.</summary>
    public int Length => ciphertext.Length - XChaCha20Poly1305.TagSize;

    /// <summary>The sealed bytes as they lie in memory.</summary>
    internal Span<byte> Sealed => ciphertext;

    /// <summary>Opens it into <paramref name="content"/>, which has its <see cref="Length"/>. The caller zeroes that.</summary>
    /// <exception cref="EnvelopeException">The memory was altered.</exception>
    public void Open(Span<byte> content)
    {
        if (!XChaCha20Poly1305.TryOpen(Key.Value.Aead, nonce, [], ciphertext, content))
        {
            throw new EnvelopeException();
        }
    }
}
