using System.Security.Cryptography;
using System.Text;

namespace SecretsDashboard.Access;

/// <summary>The code of an invitation link: 256 random bits. It makes new ones and the digest that is stored; a code is stored nowhere.</summary>
internal static class InvitationCode
{
    public static string Create() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    public static byte[] Digest(string code) => SHA256.HashData(Encoding.UTF8.GetBytes($"sd/v1/invitation\0{code}"));
}
