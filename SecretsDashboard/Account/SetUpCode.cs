using System.Security.Cryptography;
using System.Text;

namespace SecretsDashboard.Account;

/// <summary>The code of the set-up link: 128 random bits, made anew at each start, kept in memory only.</summary>
internal sealed class SetUpCode
{
    private readonly string code = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The code, to be printed once on the server's own console.</summary>
    public string Print() => code;

    /// <summary>Compares in constant time.</summary>
    public bool Matches(string? attempt) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(attempt ?? ""), Encoding.UTF8.GetBytes(code));
}
