using System.Text;

namespace SecretsDashboard.Encryption;

/// <summary>
/// Hashes people's passwords with Argon2id (RFC 9106), 64 MiB of memory and three passes, as a text that names its own parameters.
/// It refuses every other kind of hash; the caller limits how many run at once.
/// </summary>
internal static class PasswordHash
{
    private const ulong Passes = 3;
    private const nuint MemoryBytes = 67_108_864;
    private const string Prefix = "$argon2id$";

    /// <summary>A new hash with a fresh salt, in the PHC string format.</summary>
    /// <exception cref="InsufficientMemoryException">There is no memory for it.</exception>
    public static string Hash(string password)
    {
        Span<byte> hash = stackalloc byte[Sodium.PasswordHashSize];
        using var utf8 = BytesOf(password);
        if (!Sodium.TryHashPassword(hash, utf8.Span, Passes, MemoryBytes))
        {
            throw new InsufficientMemoryException("Hashing a password takes 64 MiB of memory, and they are not there.");
        }

        return Encoding.ASCII.GetString(hash[..hash.IndexOf((byte)0)]);
    }

    /// <summary>Whether the password belongs to the hash, with the parameters the hash names; false for text that is no Argon2id hash.</summary>
    public static bool Verify(string hash, string password)
    {
        Span<byte> text = stackalloc byte[Sodium.PasswordHashSize];
        using var utf8 = BytesOf(password);
        return TryWrite(hash, text) && Sodium.VerifyPassword(text, utf8.Span);
    }

    /// <summary>Whether the hash was made with other parameters than today's, or is no Argon2id hash.</summary>
    public static bool NeedsRehash(string hash)
    {
        Span<byte> text = stackalloc byte[Sodium.PasswordHashSize];
        return !TryWrite(hash, text) || Sodium.NeedsRehash(text, Passes, MemoryBytes);
    }

    private static bool TryWrite(string hash, Span<byte> text)
    {
        text.Clear();
        return hash.StartsWith(Prefix, StringComparison.Ordinal)
            && hash.Length < text.Length
            && Ascii.IsValid(hash)
            && Encoding.ASCII.TryGetBytes(hash, text, out _);
    }

    private static Plaintext BytesOf(string password)
    {
        var utf8 = new Plaintext(Encoding.UTF8.GetByteCount(password));
        Encoding.UTF8.GetBytes(password, utf8.Span);
        return utf8;
    }
}
