namespace SecretsDashboard.Encryption;

/// <summary>Writes bytes as base32 (RFC 4648) without padding, the way authenticator apps take a key that is typed.</summary>
internal static class AppKeyText
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = new char[((bytes.Length * 8) + 4) / 5];
        for (var at = 0; at < text.Length; at++)
        {
            // five bits from two neighbouring bytes; beyond the end there are zeros
            var bit = at * 5;
            var pair = (bytes[bit / 8] << 8) | (bit / 8 + 1 < bytes.Length ? bytes[bit / 8 + 1] : 0);
            text[at] = Alphabet[(pair >> (11 - (bit % 8))) & 31];
        }
        return new string(text);
    }
}
