using System.Security.Cryptography;
using System.Text;

namespace SecretsDashboard.Encryption;

/// <summary>
/// The text of a service token: <c>sdt_</c>, 12 characters of id, <c>_</c>, 43 of secret, 6 of checksum (CRC-32, for scanners and
/// typos), base62. It makes new ones and takes given ones apart; it refuses everything of another shape.
/// </summary>
internal static class ServiceTokenText
{
    public const int IdLength = 12;
    public const int Length = 4 + IdLength + 1 + SecretLength + ChecksumLength;

    private const int SecretLength = 43;
    private const int ChecksumLength = 6;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>A new token; its secret half has 256 random bits.</summary>
    public static string Create()
    {
        var body = $"sdt_{RandomNumberGenerator.GetString(Alphabet, IdLength)}_{RandomNumberGenerator.GetString(Alphabet, SecretLength)}";
        return body + Checksum(body);
    }

    /// <summary>The public id of a token of the right shape and checksum; null of anything else.</summary>
    public static string? IdOf(string text) =>
        text.Length == Length && text.StartsWith("sdt_", StringComparison.Ordinal) && text[4 + IdLength] == '_'
        && text[^ChecksumLength..] == Checksum(text[..^ChecksumLength])
            ? text.Substring(4, IdLength)
            : null;

    /// <summary>What <see cref="KeyedDigest"/> puts under a key: SHA-256("sd/v1/token" || 00 || instance || id || secret). The text has the right shape.</summary>
    public static byte[] Digest(Guid instance, string text)
    {
        var prefix = "sd/v1/token\0"u8;
        Span<byte> input = stackalloc byte[prefix.Length + 16 + IdLength + SecretLength];
        prefix.CopyTo(input);
        instance.TryWriteBytes(input[prefix.Length..], bigEndian: true, out _);
        Encoding.ASCII.GetBytes(text.AsSpan(4, IdLength), input[(prefix.Length + 16)..]);
        Encoding.ASCII.GetBytes(text.AsSpan(4 + IdLength + 1, SecretLength), input[(prefix.Length + 16 + IdLength)..]);
        var digest = SHA256.HashData(input);
        CryptographicOperations.ZeroMemory(input);
        return digest;
    }

    private static string Checksum(string text)
    {
        var number = Crc32(text);
        Span<char> digits = stackalloc char[ChecksumLength];
        for (var index = ChecksumLength - 1; index >= 0; index--)
        {
            digits[index] = Alphabet[(int)(number % 62)];
            number /= 62;
        }
        return new string(digits);
    }

    // CRC-32/ISO-HDLC, as zip has it; tokens are read far too seldom for a table
    private static uint Crc32(string text)
    {
        var crc = uint.MaxValue;
        foreach (var character in text)
        {
            crc ^= (byte)character;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }
        return ~crc;
    }
}
