using System.Security.Cryptography;
using System.Text;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Access;

/// <summary>The code of a link that works once: 256 random bits. It makes new ones and the digest that is stored, see <see cref="KeyedDigest"/>; a code is stored nowhere.</summary>
internal sealed class LinkCode(RootKey root)
{
    /// <summary>What a link is for: the code of one kind opens nothing of another.</summary>
    public const string Invitation = "invitation", Reset = "reset";

    public static string Create() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    public byte[] Digest(string purpose, string code) => KeyedDigest.Of(root, KeyLabel.Link, BareDigest(purpose, code));

    /// <summary>SHA-256("sd/v1/" || purpose || 00 || code).</summary>
    internal static byte[] BareDigest(string purpose, string code) => SHA256.HashData(Encoding.UTF8.GetBytes($"sd/v1/{purpose}\0{code}"));
}
