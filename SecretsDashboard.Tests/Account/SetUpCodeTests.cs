using SecretsDashboard.Account;

namespace SecretsDashboard.Tests.Account;

/// <summary>The code of the set-up link: new at each start, and nothing else fits.</summary>
public sealed class SetUpCodeTests
{
    [Fact]
    public void Print_TwoStarts_AreTwoCodesOf128Bits()
    {
        var (one, two) = (new SetUpCode(), new SetUpCode());

        Assert.Matches("^[0-9a-f]{32}$", one.Print());
        Assert.NotEqual(one.Print(), two.Print());
        Assert.True(one.Matches(one.Print()));
        Assert.False(one.Matches(two.Print()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00000000000000000000000000000000")]
    public void Matches_AnythingElse_IsFalse(string? attempt) => Assert.False(new SetUpCode().Matches(attempt));

    [Fact]
    public void Matches_PartOrOtherCase_IsFalse()
    {
        var code = new SetUpCode();

        Assert.False(code.Matches(code.Print()[..31]));
        Assert.False(code.Matches(code.Print() + "0"));
        Assert.False(code.Matches(code.Print()[..^1] + "x"));
    }
}
