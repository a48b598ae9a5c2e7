using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using NSec.Cryptography;

namespace SecretsDashboard.Encryption;

/// <summary>
/// Hashes people's passwords with Argon2id (RFC 9106), 64 MiB of memory and three passes, as a text that names its own parameters: the PHC string
/// format, salt 16 and hash 32 bytes. It refuses every other kind of hash, and one that asks for more than 1 GiB or 64 passes; the caller limits how
/// many run at once.
/// </summary>
internal static partial class PasswordHash
{
    private const int SaltSize = 16;
    private const int HashSize = 32;
    private const int MostKibibytes = 1_048_576;
    private const int MostPasses = 64;

    private static readonly Argon2Parameters Today = new() { DegreeOfParallelism = 1, MemorySize = 65_536, NumberOfPasses = 3 };

    /// <summary>A new hash with a fresh salt.</summary>
    /// <exception cref="InsufficientMemoryException">There is no memory for it.</exception>
    public static string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        var hash = Derive(password, salt, Today);
        return $"$argon2id$v=19$m={Today.MemorySize},t={Today.NumberOfPasses},p=1${Unpadded(salt)}${Unpadded(hash)}";
    }

    /// <summary>Whether the password belongs to the hash, with the parameters the hash names; false for text that is no Argon2id hash.</summary>
    /// <exception cref="InsufficientMemoryException">There is no memory for it.</exception>
    public static bool Verify(string hash, string password) => Parse(hash) is { } stored
        && CryptographicOperations.FixedTimeEquals(Derive(password, stored.Salt, stored.Parameters), stored.Hash);

    /// <summary>Whether the hash was made with other parameters than today's, or is no Argon2id hash.</summary>
    public static bool NeedsRehash(string hash) => Parse(hash) is not { } stored
        || stored.Parameters.MemorySize != Today.MemorySize || stored.Parameters.NumberOfPasses != Today.NumberOfPasses;

    private static (Argon2Parameters Parameters, byte[] Salt, byte[] Hash)? Parse(string hash)
    {
        if (Form().Match(hash) is not { Success: true } parts)
        {
            return null;
        }

        var memory = long.Parse(parts.Groups["memory"].ValueSpan, CultureInfo.InvariantCulture);
        var passes = long.Parse(parts.Groups["passes"].ValueSpan, CultureInfo.InvariantCulture);
        return memory is < 8 or > MostKibibytes || passes is < 1 or > MostPasses
            ? null
            : (new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = memory, NumberOfPasses = passes },
                Convert.FromBase64String(parts.Groups["salt"].Value + "=="), Convert.FromBase64String(parts.Groups["hash"].Value + "="));
    }

    private static byte[] Derive(string password, byte[] salt, Argon2Parameters parameters)
    {
        using var utf8 = new Plaintext(Encoding.UTF8.GetByteCount(password));
        Encoding.UTF8.GetBytes(password, utf8.Span);
        try
        {
            return PasswordBasedKeyDerivationAlgorithm.Argon2id(parameters).DeriveBytes(utf8.Span, salt, HashSize);
        }
        catch (CryptographicException exception)
        {
            // sizes were checked before: memory is the only cause left
            throw new InsufficientMemoryException($"Hashing a password takes {parameters.MemorySize} KiB of memory, and they are not there.", exception);
        }
    }

    private static string Unpadded(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    [GeneratedRegex(@"\A\$argon2id\$v=19\$m=(?<memory>[0-9]{1,10}),t=(?<passes>[0-9]{1,10}),p=1\$(?<salt>[A-Za-z0-9+/]{22})\$(?<hash>[A-Za-z0-9+/]{43})\z")]
    private static partial Regex Form();
}
