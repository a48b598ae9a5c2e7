namespace SecretsDashboard.Tests.Cli;

/// <summary>Standard streams that are closed, full, or read by nobody: every command says so or goes on, and none crashes.</summary>
public sealed class StandardStreamTests : ClientTest
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Api.Secrets["KEY"] = "canary-value";
    }

    [Theory]
    [InlineData("list")]
    [InlineData("version")]
    [InlineData("--help")]
    [InlineData("set --help")]
    public async Task Output_FullOrClosed_Is74(string command)
    {
        (await Client.ScriptAsync($"exec \"$CLIENT\" {command} >/dev/full")).AssertRefused(74, "standard output");
        (await Client.ScriptAsync($"exec \"$CLIENT\" {command} >&-")).AssertRefused(74, "standard output");
        (await Client.ScriptAsync($"exec \"$CLIENT\" {command} <&- >&- 2>&-")).AssertSilent(74);
    }

    [Fact]
    public async Task Output_ReaderGone_IsNoFailure()
    {
        var result = await Client.ScriptAsync("{ \"$CLIENT\" list; echo $? >code; } | true; cat code");

        result.AssertDone("0\n");
    }

    [Theory]
    [InlineData("/dev/full")]
    [InlineData("&-")]
    public async Task Error_FullOrClosed_ChangesNoExitCode(string error)
    {
        (await Client.ScriptAsync($"printf canary-other | \"$CLIENT\" set KEY 2>{error}")).AssertSilent(0);
        Assert.Equal("canary-other", Api.Secrets["KEY"]);
        (await Client.ScriptAsync($"exec \"$CLIENT\" nonsense 2>{error}")).AssertSilent(64);
    }

    [Theory]
    [InlineData("<&-")]
    [InlineData("</")]
    [InlineData("<&- >&-")]
    public async Task Input_ClosedOrAFolder_Is66AndNothingTravels(string streams)
    {
        (await Client.ScriptAsync($"exec \"$CLIENT\" set KEY {streams}")).AssertRefused(66, "standard input");
        Assert.Empty(Api.Requests);
    }

    [Fact]
    public async Task Import_OutputFull_Is74AndSaysWhatWasStored()
    {
        Api.Reply("""{"project":"bot","environment":"production","stored":1,"entries":[{"line":1,"key":"OTHER","result":"new"}]}""");

        var result = await Client.ScriptAsync("printf 'OTHER=canary-other\n' | \"$CLIENT\" import - >/dev/full");

        Assert.Equal((74, ""), (result.ExitCode, result.Text));
        Assert.Contains("1 of 1 stored", result.Error, StringComparison.Ordinal);
        Assert.Contains("standard output", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<&-")]
    [InlineData("</")]
    public async Task Import_InputClosedOrAFolder_Is66AndNothingTravels(string input)
    {
        (await Client.ScriptAsync($"exec \"$CLIENT\" import - {input}")).AssertRefused(66, "standard input");
        Assert.Empty(Api.Requests);
    }

    [Fact]
    public async Task Run_ClosedStreams_AreClosedForTheCommand()
    {
        const string Command = "sh -c 'ls /proc/self/fd >files' <&- >&- 2>&-; cat files";
        var plain = await Client.ScriptAsync(Command);

        Assert.Equal(plain.Text, (await Client.ScriptAsync($"\"$CLIENT\" run -- {Command}")).Text);
    }
}
