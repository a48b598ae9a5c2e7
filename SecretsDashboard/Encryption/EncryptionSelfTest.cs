using System.Text;

namespace SecretsDashboard.Encryption;

/// <summary>
/// Checks at start that this host's cryptography gives the published and the project's own known answers, and refuses
/// altered data. A host that fails must not seal anything.
/// </summary>
internal static class EncryptionSelfTest
{
    private const string KnownBlob =
        "534445310101000000000003a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7"
        + "6baa76c252cda2715a5aff4b086020f30db6d5ea594b3bdb140f89800c09fb8878a354b309d11ba0f1dfd931c8f02de1"
        + "e80d67079743eeebc5528d97e304f46ae168e17d337881dd353a88b5a061fda9";

    private const string PublishedCiphertext =
        "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39"
        + "ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
        + "21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49";

    private const uint KeyId = 3;

    private static ReadOnlySpan<byte> KnownValue => "pg://u:p@h/db"u8;

    /// <summary>Runs all checks; a few milliseconds.</summary>
    /// <exception cref="SodiumMissingException">libsodium is missing.</exception>
    /// <exception cref="SelfTestException">An answer is wrong.</exception>
    public static void Run()
    {
        Sodium.Load();
        CheckPublishedVector();
        CheckEnvelope();
    }

    // draft-irtf-cfrg-xchacha-03, A.3.1
    private static void CheckPublishedVector()
    {
        var text = Encoding.ASCII.GetBytes("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.");
        var associatedData = Convert.FromHexString("50515253c0c1c2c3c4c5c6c7");
        var output = new byte[text.Length + XChaCha20Poly1305.TagSize];
        using var key = GuardedKey.From(Ascending(0x80, 32));
        XChaCha20Poly1305.Seal(key.Aead, Ascending(0x40, 24), associatedData, text, output);
        Require(output.AsSpan().SequenceEqual(Convert.FromHexString(PublishedCiphertext)), "XChaCha20-Poly1305 differs from its published vector");
    }

    private static void CheckEnvelope()
    {
        using var key = GuardedKey.From(Ascending(0x40, 32));
        var context = SealingContext.SecretValue(
            Guid.Parse("00000000-0000-4000-8000-000000000001"), Guid.Parse("11111111-1111-4111-8111-111111111111"),
            Guid.Parse("22222222-2222-4222-8222-222222222222"), Guid.Parse("33333333-3333-4333-8333-333333333333"), 7, "DATABASE_URL");
        var blob = Convert.FromHexString(KnownBlob);
        Require(Opens(key, context, blob), "the known blob does not open");
        Require(Envelope.Seal(key, KeyId, context, KnownValue, Ascending(0xa0, 24)).AsSpan().SequenceEqual(blob), "sealing does not give the known blob");
        blob[^1] ^= 0x01;
        Require(!Opens(key, context, blob), "an altered blob opens");
    }

    private static bool Opens(GuardedKey key, SealingContext context, byte[] blob)
    {
        try
        {
            using var value = Envelope.Open(key, KeyId, context, blob);
            return value.Span.SequenceEqual(KnownValue);
        }
        catch (EnvelopeException)
        {
            return false;
        }
    }

    private static byte[] Ascending(byte first, int count) => [.. Enumerable.Range(first, count).Select(number => (byte)number)];

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new SelfTestException(otherwise);
        }
    }
}
