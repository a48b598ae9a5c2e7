using System.Text;

namespace SecretsDashboard.Tests.Cli;

/// <summary>`secrets set`, `list`, `delete` and `version`: what reaches the server and what is shown.</summary>
public sealed class SetTests : ClientTest
{
    public static TheoryData<string> Values => ["v", " ", "  spaced  ", "ends with a break\n", "a\r\nb\r\n", "\n", "\uFEFFbom", "quote\"back\\slash<>&'", "🔑 ключ \u0001\u007f\u2028", new string('"', 65_536), new string('é', 32_768)];

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Set_Piped_StoresEveryByte(string value)
    {
        var result = await Client.RunAsync(Encoding.UTF8.GetBytes(value), "set", "KEY");

        Assert.Equal((0, ""), (result.ExitCode, result.Text));
        Assert.Equal(value, Api.Secrets["KEY"]);
        Assert.Equal(value.EndsWith('\n'), result.Error.Contains("line break", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Set_Twice_SaysCreatedThenUpdated()
    {
        (await Client.RunAsync("first"u8.ToArray(), "set", "KEY", "--description", "What \"it\" is 🔑")).AssertDone("", "secrets: KEY created\n");
        Assert.Equal("What \"it\" is 🔑", Api.Descriptions["KEY"]);

        (await Client.RunAsync("second"u8.ToArray(), "set", "KEY")).AssertDone("", "secrets: KEY updated\n");
        Assert.Null(Api.Descriptions["KEY"]);
    }

    [Theory]
    [InlineData(new byte[0], "empty")]
    [InlineData(new byte[] { 0x61, 0 }, "NUL")]
    [InlineData(new byte[] { 0xFF }, "UTF-8")]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "UTF-8")]
    public async Task Set_BadValue_Is65AndNothingTravels(byte[] value, string word)
    {
        (await Client.RunAsync(value, "set", "KEY")).AssertRefused(65, word, "nothing was stored");
        Assert.Empty(Api.Requests);
    }

    [Fact]
    public async Task Set_ValueTooLong_Is65()
    {
        (await Client.RunAsync(new byte[1_000_000].Select(static _ => (byte)'x').ToArray(), "set", "KEY")).AssertRefused(65, "65,536");
        Assert.Empty(Api.Requests);
    }

    [Theory]
    [InlineData("set", "PATH")]
    [InlineData("set", "BAD-KEY")]
    [InlineData("set", "../x")]
    [InlineData("delete", "LD_PRELOAD")]
    [InlineData("delete", "")]
    public async Task Command_BadKey_Is65AndNothingTravels(params string[] arguments)
    {
        (await Client.RunAsync("value"u8.ToArray(), arguments)).AssertRefused(65, "the key");
        Assert.Empty(Api.Requests);
    }

    [Theory]
    [InlineData]
    [InlineData("set")]
    [InlineData("set", "KEY", "canaryToken")]
    [InlineData("set", "KEY", "--value", "canaryToken")]
    [InlineData("set", "KEY", "--value=canaryToken")]
    [InlineData("set", "KEY=canaryToken", "x")]
    [InlineData("set", "KEY", "--", "canaryToken")]
    [InlineData("delete")]
    [InlineData("list", "canaryToken")]
    [InlineData("import")]
    [InlineData("canaryToken")]
    public async Task Command_WrongArguments_Is64WithoutRepeatingThem(params string[] arguments)
    {
        (await Client.RunAsync("value"u8.ToArray(), arguments)).AssertRefused(64, "usage: secrets");
        Assert.Empty(Api.Requests);
    }

    [Theory]
    [InlineData("there is no option --onyl; the nearest is --only; usage: secrets run", "run", "--onyl", "canaryToken", "--", "true")]
    [InlineData("there is no option --tokenfile; the nearest is --token-file;", "list", "--tokenfile=canaryToken")]
    [InlineData("there is no option --dryrun; the nearest is --dry-run;", "import", "x", "--dryrun")]
    [InlineData("there is no option --value;", "set", "KEY", "--value", "canaryToken")]
    [InlineData("there is no option like that;", "set", "KEY", "-----BEGIN canaryToken")]
    [InlineData("there is no such command; the nearest is list;", "lst")]
    [InlineData("--description needs TEXT after it;", "set", "KEY", "--description")]
    [InlineData("--only needs KEY,… after it;", "run", "--only", "--", "true")]
    [InlineData("nothing was stored", "set", "KEY=canaryToken")]
    [InlineData("nothing was stored", "set", "KEY", "canaryToken")]
    public async Task Command_WrongArguments_SaysWhichAndWhatIsNear(string sentence, params string[] arguments)
    {
        (await Client.RunAsync("value"u8.ToArray(), arguments)).AssertRefused(64, sentence, "usage: secrets");
        Assert.Empty(Api.Requests);
    }

    [Theory]
    [InlineData(400, "invalid_key", 65)]
    [InlineData(400, "reserved_key", 65)]
    [InlineData(400, "invalid_value", 65)]
    [InlineData(413, "too_large", 65)]
    [InlineData(403, "forbidden", 77)]
    [InlineData(429, "rate_limited", 75)]
    public async Task Set_ServerRefuses_HasItsCode(int status, string problem, int code)
    {
        Api.Refuse(status, problem);

        (await Client.RunAsync("canaryToken-value"u8.ToArray(), "set", "KEY")).AssertRefused(code);
    }

    [Theory]
    [InlineData("<html>welcome</html>")]
    [InlineData("{}")]
    public async Task Set_StrangerSaysOk_Is69(string body)
    {
        Api.Reply(body);

        (await Client.RunAsync("value"u8.ToArray(), "set", "KEY")).AssertRefused(69, "SECRETS_URL");
    }

    [Fact]
    public async Task List_Names_AreSortedAndWithoutValues()
    {
        foreach (var key in (string[])["ZEBRA", "ALPHA", "_X", "A1"])
        {
            Api.Secrets[key] = "canary-value";
        }

        (await Client.RunAsync("list")).AssertDone("A1\nALPHA\nZEBRA\n_X\n");
        Assert.Equal(["GET /api/v1/keys"], Api.Requests);
    }

    [Theory]
    [InlineData("{\"keys\":null}")]
    [InlineData("{\"keys\":[null]}")]
    [InlineData("{\"keys\":[{\"key\":null}]}")]
    [InlineData("[]")]
    [InlineData("nonsense")]
    public async Task List_Garbage_Is69(string body)
    {
        Api.Reply(body);

        (await Client.RunAsync("list")).AssertRefused(69);
    }

    [Fact]
    public async Task Delete_Key_IsGoneAndThenRefused()
    {
        Api.Secrets["KEY"] = "canary-value";

        (await Client.RunAsync("delete", "KEY")).AssertDone("", "secrets: KEY deleted\n");
        Assert.Empty(Api.Secrets);
        (await Client.RunAsync("delete", "KEY")).AssertRefused(1, "no such secret");
    }

    [Fact]
    public async Task Version_Anywhere_NeedsNoSettings()
    {
        Client.Variables["SECRETS_TOKEN"] = null;
        Client.Variables["SECRETS_URL"] = "nonsense";

        var result = await Client.RunAsync("version");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Matches("^secrets \\d+\\.\\d+\\.\\d+\n$", result.Text);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("run", "--help")]
    [InlineData("set", "--help")]
    public async Task Help_Anywhere_IsShown(params string[] arguments)
    {
        var result = await Client.RunAsync(arguments);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("Usage:", result.Text, StringComparison.Ordinal);
    }
}
