extern alias cli;

using System.Text;
using cli::SecretsDashboard.Cli;

namespace SecretsDashboard.Tests.Cli;

/// <summary>How the child's environment is put together, and which answers are refused as a whole.</summary>
public sealed class ChildVariablesTests
{
    [Fact]
    public void Over_SameName_TheSecretWins() => Assert.Equal(["A=secret", "B=own"], Over(preserve: false, "A=own", "B=own"));

    [Fact]
    public void Over_SameNamePreserved_TheOwnWinsEvenEmpty() => Assert.Equal(["A=", "B=own"], Over(preserve: true, "A=", "B=own"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Over_Token_IsLeftOut(bool preserve) =>
        Assert.Equal(["A=secret", "SECRETS_URL=u", "SECRETS_TOKENS=t"], Over(preserve, "SECRETS_TOKEN=t", "SECRETS_URL=u", "SECRETS_TOKENS=t"));

    [Fact]
    public void Over_BytesThatAreNotText_StayAsTheyAre()
    {
        byte[] odd = [(byte)'X', 0xFF, (byte)'=', 0xFE];

        Assert.Contains(odd, From(("A", "secret")).Over([odd], preserve: false));
    }

    [Fact]
    public void From_Only_TakesThoseKeys() =>
        Assert.Equal(["B=2"], ChildVariables.From(Delivered(("A", "1"), ("B", "2")), ["B"]).Over([], preserve: false).Select(Encoding.UTF8.GetString));

    [Fact]
    public void From_OnlyNamesAMissingKey_IsRefusedByName()
    {
        var failure = Assert.Throws<ClientFailure>(() => ChildVariables.From(Delivered(("A", "canary")), ["A", "NOT_THERE"]));

        Assert.Equal(1, failure.ExitCode);
        Assert.Contains("NOT_THERE", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PATH", "canary", "PATH")]
    [InlineData("ld_preload", "canary", "ld_preload")]
    [InlineData("SECRETS_TOKEN", "canary", "SECRETS_TOKEN")]
    [InlineData("A=B", "canary", "A=B")]
    [InlineData("", "canary", "1 to 128")]
    [InlineData("A\u001b[2J", "canary", "A?[2J")]
    [InlineData("KEY", "canary\0", "KEY")]
    [InlineData("KEY", "", "KEY")]
    public void From_OneBadEntry_RefusesTheWholeByName(string key, string value, string named)
    {
        foreach (string[] only in (string[][])[[], [key]])
        {
            var failure = Assert.Throws<ClientFailure>(() => ChildVariables.From(Delivered(("GOOD", "canary"), (key, value)), only));

            Assert.Equal(65, failure.ExitCode);
            Assert.Contains(named, failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("canary", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void From_BadEntryThatIsNotAskedFor_StillRefusesTheWhole() =>
        Assert.Throws<ClientFailure>(() => ChildVariables.From(Delivered(("GOOD", "1"), ("PATH", "2")), ["GOOD"]));

    private static IEnumerable<string> Over(bool preserve, params string[] own) =>
        From(("A", "secret")).Over(own.Select(Encoding.UTF8.GetBytes), preserve).Select(Encoding.UTF8.GetString);

    private static ChildVariables From(params (string Key, string Value)[] secrets) => ChildVariables.From(Delivered(secrets), []);

    private static Dictionary<string, byte[]> Delivered(params (string Key, string Value)[] secrets) =>
        secrets.ToDictionary(static secret => secret.Key, static secret => Encoding.UTF8.GetBytes(secret.Value));
}
