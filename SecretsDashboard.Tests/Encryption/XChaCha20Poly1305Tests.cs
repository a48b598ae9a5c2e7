using System.Text;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>The cipher against its published vector, and its refusals.</summary>
public sealed class XChaCha20Poly1305Tests : IDisposable
{
    // draft-irtf-cfrg-xchacha-03, A.3.1
    private const string PublishedSealed =
        "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
        + "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49";

    private static readonly byte[] Nonce = KnownAnswers.Ascending(0x40, 24);
    private static readonly byte[] AssociatedData = Convert.FromHexString("50515253c0c1c2c3c4c5c6c7");

    private static readonly byte[] Message = Encoding.ASCII.GetBytes(
        "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.");

    private readonly NSec.Cryptography.Key key = XChaCha20Poly1305.Import(KnownAnswers.Ascending(0x80, 32));

    [Fact]
    public void Seal_PublishedVector_GivesPublishedBytes()
    {
        var output = new byte[Message.Length + XChaCha20Poly1305.TagSize];

        XChaCha20Poly1305.Seal(key, Nonce, AssociatedData, Message, output);

        Assert.Equal(PublishedSealed, KnownAnswers.Hex(output));
    }

    [Fact]
    public void TryOpen_PublishedVector_GivesMessage()
    {
        var output = new byte[Message.Length];

        Assert.True(XChaCha20Poly1305.TryOpen(key, Nonce, AssociatedData, Convert.FromHexString(PublishedSealed), output));
        Assert.Equal(Message, output);
    }

    [Fact]
    public void TryOpen_AlteredTag_RefusesAndZeroesOutput()
    {
        var altered = Convert.FromHexString(PublishedSealed);
        altered[^1] ^= 1;
        var output = new byte[Message.Length];
        Array.Fill(output, (byte)0xff);

        Assert.False(XChaCha20Poly1305.TryOpen(key, Nonce, AssociatedData, altered, output));
        Assert.All(output, item => Assert.Equal(0, item));
    }

    [Fact]
    public void SealAndTryOpen_EmptyMessage_RoundTrip()
    {
        var tag = new byte[XChaCha20Poly1305.TagSize];

        XChaCha20Poly1305.Seal(key, Nonce, [], [], tag);

        Assert.True(XChaCha20Poly1305.TryOpen(key, Nonce, [], tag, []));
    }

    [Theory]
    [InlineData(12, 16)]
    [InlineData(24, 15)]
    [InlineData(24, 17)]
    public void SealAndTryOpen_WrongSize_Throw(int nonce, int output)
    {
        Assert.Throws<ArgumentException>(() => XChaCha20Poly1305.Seal(key, new byte[nonce], [], [], new byte[output]));
        Assert.Throws<ArgumentException>(() => XChaCha20Poly1305.TryOpen(key, new byte[nonce], [], new byte[output], []));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Import_WrongLength_Throws(int length)
    {
        Assert.Throws<ArgumentException>(() => XChaCha20Poly1305.Import(new byte[length]));
    }

    [Fact]
    public void SealAndTryOpen_KeyDisposed_Throw()
    {
        key.Dispose();

        Assert.Throws<ObjectDisposedException>(() => XChaCha20Poly1305.Seal(key, Nonce, [], [], new byte[XChaCha20Poly1305.TagSize]));
        Assert.Throws<ObjectDisposedException>(() => XChaCha20Poly1305.TryOpen(key, Nonce, [], new byte[XChaCha20Poly1305.TagSize], []));
    }

    public void Dispose() => key.Dispose();
}
