using NSec.Cryptography;
using CryptographicOperations = System.Security.Cryptography.CryptographicOperations;

namespace SecretsDashboard.Encryption;

/// <summary>
/// XChaCha20-Poly1305-IETF, draft-irtf-cfrg-xchacha-03: key 32 bytes, nonce 24 bytes (may be random), tag 16 bytes after the ciphertext.
/// Refuses wrong sizes and everything whose tag does not fit.
/// </summary>
internal static class XChaCha20Poly1305
{
    public const int KeySize = 32;
    public const int NonceSize = 24;
    public const int TagSize = 16;

    /// <summary>A key in guarded memory, from a copy of the bytes. Making one costs as much as fifty seals: keep it, as <see cref="GuardedKey.Aead"/> does.</summary>
    /// <exception cref="ArgumentException">There are not exactly 32 bytes.</exception>
    public static Key Import(ReadOnlySpan<byte> key) => key.Length == KeySize
        ? Key.Import(AeadAlgorithm.XChaCha20Poly1305, key, KeyBlobFormat.RawSymmetricKey)
        : throw new ArgumentException($"A key has {KeySize} bytes.", nameof(key));

    /// <summary>Encrypts and authenticates. <paramref name="output"/> has the length of <paramref name="plaintext"/> + <see cref="TagSize"/>.</summary>
    /// <exception cref="ArgumentException">A size does not fit.</exception>
    /// <exception cref="ObjectDisposedException">The key is disposed.</exception>
    public static void Seal(Key key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> output)
    {
        CheckSizes(nonce, plaintext.Length, output.Length);
        AeadAlgorithm.XChaCha20Poly1305.Encrypt(key, nonce, associatedData, plaintext, output);
    }

    /// <summary>
    /// Checks and decrypts. <paramref name="plaintext"/> has the length of <paramref name="ciphertext"/> - <see cref="TagSize"/>;
    /// it is all zero when the answer is false.
    /// </summary>
    /// <exception cref="ArgumentException">A size does not fit.</exception>
    /// <exception cref="ObjectDisposedException">The key is disposed.</exception>
    public static bool TryOpen(Key key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext)
    {
        CheckSizes(nonce, plaintext.Length, ciphertext.Length);
        if (AeadAlgorithm.XChaCha20Poly1305.Decrypt(key, nonce, associatedData, ciphertext, plaintext))
        {
            return true;
        }

        CryptographicOperations.ZeroMemory(plaintext);
        return false;
    }

    private static void CheckSizes(ReadOnlySpan<byte> nonce, int clear, int locked)
    {
        if (nonce.Length != NonceSize || locked - clear != TagSize)
        {
            throw new ArgumentException("Nonce or output has the wrong size.");
        }
    }
}
