using System.Security.Cryptography;

namespace SecretsDashboard.Encryption;

/// <summary>
/// What is stored of a token, of the code of a link and of a recovery code: HMAC-SHA-256 (RFC 2104) under a key of the instance, over the
/// SHA-256 digest of it and its place. Anyone who can write the database but has no key makes none that counts.
/// </summary>
internal static class KeyedDigest
{
    /// <summary>The 32 bytes that are stored.</summary>
    /// <param name="label"><see cref="KeyLabel.Token"/>, <see cref="KeyLabel.Link"/> or <see cref="KeyLabel.RecoveryCode"/>.</param>
    /// <param name="digest">The SHA-256 digest; older versions stored it as it is.</param>
    public static byte[] Of(RootKey root, KeyLabel label, ReadOnlySpan<byte> digest)
    {
        using var key = root.Subkey(label).Lease();
        return HMACSHA256.HashData(key.Bytes, digest);
    }
}
