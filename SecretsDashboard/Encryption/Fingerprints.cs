using System.Security.Cryptography;

namespace SecretsDashboard.Encryption;

/// <summary>
/// Tells whether two values of one secret in one environment are equal, without either being kept: a keyed hash of the value and its place.
/// Equal values in two places have different fingerprints, and nobody without the root key can try values against one.
/// </summary>
internal sealed class Fingerprints(RootKey root)
{
    private static ReadOnlySpan<byte> Label => "sd/v1/fingerprint\0"u8;

    /// <summary>
    /// HMAC-SHA-256 (RFC 2104), 32 bytes, of label, 00, instance, project, environment, secret and value. Reads the value where it lies.
    /// </summary>
    public byte[] Of(Guid project, Guid environment, Guid secret, ReadOnlySpan<byte> value)
    {
        using var lease = root.Subkey(KeyLabel.Fingerprint).Lease();
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, lease.Bytes);
        hash.AppendData(new BigEndianFields().Add(Label).Add(root.Instance).Add(project).Add(environment).Add(secret).ToArray());
        hash.AppendData(value);
        return hash.GetHashAndReset();
    }
}
