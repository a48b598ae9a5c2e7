using System.Security.Cryptography;
using System.Text;

namespace SecretsDashboard.Access;

/// <summary>The code of a link that works once: 256 random bits. It makes new ones and the digest that is stored; a code is stored nowhere.</summary>
internal static class LinkCode
{
    /// <summary>What a link is for: the code of one kind opens nothing of another.</summary>
    public const string Invitation = "invitation", Reset = "reset";

    public static string Create() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    public static byte[] Digest(string purpose, string code) => SHA256.HashData(Encoding.UTF8.GetBytes($"sd/v1/{purpose}\0{code}"));
}
