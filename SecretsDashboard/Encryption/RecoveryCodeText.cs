using System.Security.Cryptography;
using System.Text;

namespace SecretsDashboard.Encryption;

/// <summary>
/// The text of a recovery code: four groups of four characters, 80 random bits, without letters that look like digits. It makes new ones
/// and the digest that is stored; how a person writes one does not matter.
/// </summary>
internal static class RecoveryCodeText
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Group = 4;
    private const int Groups = 4;

    public static string Create() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, Group)));

    /// <summary>SHA-256("sd/v1/recovery-code" || 00 || instance || user || the sixteen characters).</summary>
    public static byte[] Digest(Guid instance, Guid user, string code)
    {
        var characters = new string([.. code.ToUpperInvariant().Where(each => each is not ('-' or ' ')).Select(Meant)]);
        return SHA256.HashData(new BigEndianFields().Add("sd/v1/recovery-code\0"u8).Add(instance).Add(user).Add(Encoding.UTF8.GetBytes(characters)).ToArray());
    }

    private static char Meant(char typed) => typed switch
    {
        'O' => '0',
        'I' or 'L' => '1',
        _ => typed,
    };
}
