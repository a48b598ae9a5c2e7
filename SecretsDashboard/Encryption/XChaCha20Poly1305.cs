using System.Security.Cryptography;

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

    /// <summary>Encrypts and authenticates. <paramref name="output"/> has the length of <paramref name="plaintext"/> + <see cref="TagSize"/>.</summary>
    /// <exception cref="ArgumentException">A size does not fit.</exception>
    public static void Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> output)
    {
        CheckSizes(key, nonce, plaintext.Length, output.Length);
        Sodium.Encrypt(output, plaintext, associatedData, nonce, key);
    }

    /// <summary>
    /// Checks and decrypts. <paramref name="plaintext"/> has the length of <paramref name="ciphertext"/> - <see cref="TagSize"/>;
    /// it is all zero when the answer is false.
    /// </summary>
    /// <exception cref="ArgumentException">A size does not fit.</exception>
    public static bool TryOpen(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext)
    {
        CheckSizes(key, nonce, plaintext.Length, ciphertext.Length);
        if (Sodium.TryDecrypt(plaintext, ciphertext, associatedData, nonce, key))
        {
            return true;
        }

        CryptographicOperations.ZeroMemory(plaintext);
        return false;
    }

    private static void CheckSizes(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, int clear, int locked)
    {
        if (key.Length != KeySize || nonce.Length != NonceSize || locked - clear != TagSize)
        {
            throw new ArgumentException("Key, nonce or output has the wrong size.");
        }
    }
}
