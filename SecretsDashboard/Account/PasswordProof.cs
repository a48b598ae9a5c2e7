using System.Security.Cryptography;
using System.Text;
using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>That a person gave the right password: who, and a digest of the hash it was right for. Another password since, and it proves nothing.</summary>
internal static class PasswordProof
{
    public static string Of(AppUser user) => $"{user.Id:N}{Digest(user)}";

    /// <summary>Whose proof it is; null where it is none.</summary>
    public static Guid? Person(string proof) => proof.Length > 32 && Guid.TryParseExact(proof[..32], "N", out var id) ? id : null;

    public static bool Holds(string proof, AppUser user) => proof == Of(user);

    private static string Digest(AppUser user) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"sd/v1/password-proof\0{user.PasswordHash}")));
}
