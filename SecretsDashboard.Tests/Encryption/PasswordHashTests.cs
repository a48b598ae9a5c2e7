using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>Password hashes: their parameters, a published answer, and refusals.</summary>
public sealed class PasswordHashTests
{
    // from libsodium's own tests, pwhash_argon2id.c
    private const string Published = "$argon2id$v=19$m=4096,t=19,p=1$PkEgMTYtYnl0ZXMgc2FsdA$ltB/ue1kPtBMBGfsysMpPigE6hiNEKZ9vs8vLNVDQGA";
    private const string PublishedPassword = "^T5H$JYt39n%K*j:W]!1s?vg!:jGi]Ax?..l7[p0v:1jHTpla9;]bUN;?bWyCbtqg ";

    [Fact]
    public void Hash_Password_StatesArgon2idAndItsParameters()
    {
        var hash = PasswordHash.Hash("correct horse battery staple");

        Assert.StartsWith("$argon2id$v=19$m=65536,t=3,p=1$", hash, StringComparison.Ordinal);
        Assert.True(PasswordHash.Verify(hash, "correct horse battery staple"));
        Assert.False(PasswordHash.Verify(hash, "correct horse battery stapl"));
        Assert.False(PasswordHash.NeedsRehash(hash));
    }

    [Fact]
    public void Hash_SamePasswordTwice_UsesFreshSalts()
    {
        Assert.NotEqual(PasswordHash.Hash("пароль"), PasswordHash.Hash("пароль"));
    }

    [Fact]
    public void Verify_PublishedAnswer_Fits()
    {
        Assert.True(PasswordHash.Verify(Published, PublishedPassword));
        Assert.False(PasswordHash.Verify(Published, PublishedPassword.Trim()));
        Assert.False(PasswordHash.Verify(Published, ""));
    }

    [Fact]
    public void NeedsRehash_OtherParametersOrNoHash_IsTrue()
    {
        Assert.True(PasswordHash.NeedsRehash(Published));
        Assert.True(PasswordHash.NeedsRehash(""));
        Assert.True(PasswordHash.NeedsRehash("$argon2id$"));
        Assert.True(PasswordHash.NeedsRehash("AQAAAAIAAYagAAAA"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("password")]
    [InlineData("$argon2id$")]
    [InlineData("$argon2id$v=19$m=4096,t=19,p=1$PkEgMTYtYnl0ZXMgc2FsdA$")]
    [InlineData("$argon2id$v=19$m=4096,t=19,p=1$PkEgMTYtYnl0ZXMgc2FsdA$ltB/ue1kPtBMBGfsysMpPigE6hiNEKZ9vs8vLNVDQGA\n")]
    [InlineData("$argon2id$v=19$m=4096,t=19,p=1$PkEgMTYtYnl0ZXMgc2FsdA$ltB/ue1kPtBMBGfsysMpPigE6hiNEKZ9vs8vLNVDQGA\u00e9")]
    [InlineData("$argon2i$v=19$m=4096,t=3,p=1$MzE4ODFiZWFlMjAzOWUAAA$FWUV6tsyJ32qThiLi1cCsLIbf3dIOG/RwXcTzt536KY")]
    [InlineData("$argon2id$v=19$m=65536,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Verify_TextThatIsNoArgon2idHash_IsFalse(string hash)
    {
        Assert.False(PasswordHash.Verify(hash, "password"));
    }

    // a row that was planted must not take the server's memory or its hours
    [Theory]
    [InlineData("m=1048577,t=1,p=1")]
    [InlineData("m=4294967295,t=1,p=1")]
    [InlineData("m=7,t=1,p=1")]
    [InlineData("m=4096,t=65,p=1")]
    [InlineData("m=4096,t=0,p=1")]
    [InlineData("m=4096,t=19,p=2")]
    public void Verify_ParametersOutOfBounds_IsFalseAndAsksForANewHash(string parameters)
    {
        var hash = Published.Replace("m=4096,t=19,p=1", parameters, StringComparison.Ordinal);

        Assert.False(PasswordHash.Verify(hash, PublishedPassword));
        Assert.True(PasswordHash.NeedsRehash(hash));
    }
}
