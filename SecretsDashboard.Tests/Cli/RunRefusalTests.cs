namespace SecretsDashboard.Tests.Cli;

/// <summary>Every reason for which `secrets run` does not start the command: each with its exit code, one line, and no trace of the command.</summary>
public sealed class RunRefusalTests : ClientTest
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Api.Secrets["GOOD"] = "canary-value";
    }

    [Theory]
    [InlineData("PATH")]
    [InlineData("LD_PRELOAD")]
    [InlineData("NODE_OPTIONS")]
    [InlineData("SECRETS_URL")]
    [InlineData("BAD-NAME")]
    [InlineData("1ST")]
    public async Task Run_ServerGivesABadKey_RefusesNamingIt(string key)
    {
        Api.Secrets[key] = "canary-value";

        (await TouchAsync()).AssertRefused(65, key);
    }

    [Fact]
    public async Task Run_ValueWithNul_IsRefused()
    {
        Api.Secrets["KEY"] = "canary\0value";

        (await TouchAsync()).AssertRefused(65, "KEY");
    }

    [Fact]
    public async Task Run_ValueTooLongForTheSystem_IsRefusedByName()
    {
        Api.Secrets["LARGE"] = new string('x', 131_072);

        (await TouchAsync()).AssertRefused(65, "LARGE", "128 KiB");
    }

    [Fact]
    public async Task Run_LongestValueTheSystemTakes_Starts()
    {
        Api.Secrets["LARGE"] = new string('x', 131_071 - "LARGE=".Length);

        (await Client.RunAsync("run", "--", "sh", "-c", "echo ${#LARGE}")).AssertDone("131065\n");
    }

    [Fact]
    public async Task Run_TooManyForTheSystem_IsRefused()
    {
        for (var number = 0; number < 5000; number++)
        {
            Api.Secrets[$"NUMBER_{number}"] = new string('x', 2000);
        }

        (await TouchAsync()).AssertRefused(65, "KiB the system takes", "--only");
    }

    [Theory]
    [InlineData(256)]
    [InlineData(1024)]
    [InlineData(8192)]
    public async Task Run_AroundTheLimitOfTheStack_EitherStartsOrIsRefusedHere(int stack)
    {
        // fills the environment from far below to far above a quarter of the stack, so that both sides of the edge are met
        var room = Math.Max(stack / 4, 128) * 1024;
        for (var piece = 0; piece < (room / 60_000); piece++)
        {
            Api.Secrets[$"PIECE_{piece}"] = new string('x', 60_000 - 20);
        }

        foreach (var rest in (int[])[0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000])
        {
            Api.Secrets["REST"] = new string('x', rest + 1);
            var result = await Client.ScriptAsync($"ulimit -s {stack}; exec \"$CLIENT\" run -- true");
            Assert.True(result.ExitCode == 0 || result.Error.Contains("together", StringComparison.Ordinal), result.Error);
        }
    }

    [Fact]
    public async Task Run_OnlyNamesAMissingKey_IsRefused() =>
        (await Client.RunAsync("run", "--only", "GOOD,NOT_THERE", "--", "touch", "started")).AssertRefused(1, "NOT_THERE");

    [Fact]
    public async Task Run_CommandNotFound_Is127() => (await Client.RunAsync("run", "--", "no-such-command-here")).AssertRefused(127, "no-such-command-here");

    [Theory]
    [InlineData("/nowhere/at/all", 127)]
    [InlineData("/", 126)]
    [InlineData("./plain-file", 126)]
    public async Task Run_CommandNotExecutable_Is126(string command, int code)
    {
        await File.WriteAllTextAsync(Path.Combine(Client.Home, "plain-file"), "echo started");

        (await Client.RunAsync("run", "--", command)).AssertRefused(code, command);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("run", "--")]
    [InlineData("run", "--", "")]
    [InlineData("run", "touch", "started")]
    [InlineData("run", "touch", "--", "started")]
    [InlineData("run", "--only", "--", "touch", "started")]
    [InlineData("run", "--only", "GOOD,", "--", "touch", "started")]
    [InlineData("run", "--unknown", "--", "touch", "started")]
    [InlineData("run", "--token", "canaryToken", "--", "touch", "started")]
    [InlineData("run", "--cache-max-age", "1h", "--", "touch", "started")]
    [InlineData("run", "--cache", "--cache-max-age", "soon", "--", "touch", "started")]
    [InlineData("--token", "canaryToken", "run", "--", "touch", "started")]
    public async Task Run_WrongArguments_Is64(params string[] arguments)
    {
        (await Client.RunAsync(arguments)).AssertRefused(64);
        Assert.Empty(Api.Requests);
    }
}
