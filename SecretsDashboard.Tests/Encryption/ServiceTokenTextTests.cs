using System.Text.RegularExpressions;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>The text of service tokens: its shape, its checksum, what is stored of it.</summary>
public sealed partial class ServiceTokenTextTests
{
    // the checksum was computed with another implementation of CRC-32 (zlib's)
    private const string Known = "sdt_AAAAAAAAAAAA_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB4UUnqZ";

    [Fact]
    public void Create_EachTime_IsANewTokenOfTheShapeScannersLookFor()
    {
        var texts = Enumerable.Range(0, 200).Select(_ => ServiceTokenText.Create()).ToList();
        Assert.Equal(200, texts.Distinct().Count());
        Assert.All(texts, text => Assert.Matches(Shape(), text));
        Assert.All(texts, text => Assert.Equal(text.Substring(4, 12), ServiceTokenText.IdOf(text)));
    }

    [Fact]
    public void IdOf_KnownToken_IsItsId() => Assert.Equal("AAAAAAAAAAAA", ServiceTokenText.IdOf(Known));

    [Fact]
    public void IdOf_AnyCharacterChanged_IsNull()
    {
        for (var at = 0; at < Known.Length; at++)
        {
            var changed = Known[..at] + (Known[at] == 'x' ? 'y' : 'x') + Known[(at + 1)..];
            Assert.True(ServiceTokenText.IdOf(changed) is null, $"changed at {at}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("sdt_")]
    [InlineData(Known + "A")]
    [InlineData(" " + Known)]
    public void IdOf_AnotherShape_IsNull(string text) => Assert.Null(ServiceTokenText.IdOf(text));

    [Fact]
    public void Digest_AnotherInstanceIdOrSecret_Differs()
    {
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        var (first, second) = (ServiceTokenText.Create(), ServiceTokenText.Create());
        Assert.Equal(ServiceTokenText.Digest(one, first), ServiceTokenText.Digest(one, first));
        Assert.NotEqual(ServiceTokenText.Digest(one, first), ServiceTokenText.Digest(other, first));
        Assert.NotEqual(ServiceTokenText.Digest(one, first), ServiceTokenText.Digest(one, second));
        Assert.Equal(32, ServiceTokenText.Digest(one, first).Length);
    }

    [GeneratedRegex(@"^sdt_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}$")]
    private static partial Regex Shape();
}
