using SecretsDashboard.Access;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>What is stored of tokens, links and recovery codes, as section 6 and the known answers KAT-5 of the format have it. They were made with another language's library.</summary>
public sealed class KeyedDigestTests
{
    private static readonly Guid User = Guid.Parse("44444444-4444-4444-8444-444444444444");

    [Fact]
    public void Of_Token_IsKnownAnswer5()
    {
        using var root = KnownAnswers.RootKey();
        const string token = "sdt_0123456789AB_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg2k8iZ3";

        Assert.Equal("0123456789AB", ServiceTokenText.IdOf(token));
        Assert.Equal("17065682afbb4222197c8c76fba54380ccfbdbf285fc34ee661cedff36f5b110", KnownAnswers.Hex(root.Subkey(KeyLabel.Token).Bytes));
        Assert.Equal("50a266a66b7e22c749373f84d96e12ff12d5683b212aa0a482a0f039d3e40920",
            KnownAnswers.Hex(KeyedDigest.Of(root, KeyLabel.Token, ServiceTokenText.Digest(KnownAnswers.Instance, token))));
    }

    [Theory]
    [InlineData(LinkCode.Invitation, "e2e928e19aa7c25c5e672f6418f745b44db21bc120b55f56580f7defa0e0166f")]
    [InlineData(LinkCode.Reset, "a9ce5734015768fe3861e2845c2360ee9893f33ea97ff26f953240e8a7204121")]
    public void Of_Link_IsKnownAnswer5(string purpose, string expected)
    {
        using var root = KnownAnswers.RootKey();

        Assert.Equal("f1787cd8d02b24428b34108891683f0c7fbc4c25e58bcdc07745403ae07f9e83", KnownAnswers.Hex(root.Subkey(KeyLabel.Link).Bytes));
        Assert.Equal(expected, KnownAnswers.Hex(new LinkCode(root).Digest(purpose, new string('0', 64))));
    }

    [Fact]
    public void Of_RecoveryCode_IsKnownAnswer5()
    {
        using var root = KnownAnswers.RootKey();

        Assert.Equal("9c8761a4c4f74927e9242a912d108dbed96cbe185198200e18d9b86b97a8685c", KnownAnswers.Hex(root.Subkey(KeyLabel.RecoveryCode).Bytes));
        Assert.Equal("0663410aa95a552bc954b9b1b768a6ea51d4c961c11066371428a4b7e4bd987e", KnownAnswers.Hex(new FactorSeal(root).Digest(User, "0123-4567-89AB-CDEF")));
    }
}
