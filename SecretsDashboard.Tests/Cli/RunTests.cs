namespace SecretsDashboard.Tests.Cli;

/// <summary>`secrets run` with real children: what they get, and that the client has become the command.</summary>
public sealed class RunTests : ClientTest
{
    private static readonly Dictionary<string, string> Odd = new()
    {
        ["PLAIN"] = "canary-value-1",
        ["QUOTES"] = "it's \"quoted\" `and` $HOME \\n %s",
        ["LINES"] = "first\nsecond\r\n\tthird\n",
        ["EMOJI"] = "🔑 ключ 鍵 \u0001\u007f\u2028",
        ["SPACES"] = "  \t ",
        ["EQUALS"] = "a=b=",
        ["lower_case"] = "canary-value-2",
        ["LONG"] = new string('x', 65_536),
    };

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Odd.ToList().ForEach(secret => Api.Secrets[secret.Key] = secret.Value);
    }

    [Fact]
    public async Task Run_Child_GetsItsEnvironmentAndTheSecretsByteForByteAndNoToken()
    {
        Client.Variables["OWN"] = "stays";
        Client.Variables["PLAIN"] = "loses";

        var result = await Client.RunAsync("run", "--", "env", "-0");

        var expected = new Dictionary<string, string?>(Client.Variables);
        Odd.ToList().ForEach(secret => expected[secret.Key] = secret.Value);
        expected.Remove("SECRETS_TOKEN");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(expected.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Key}={pair.Value}"), Entries(result));
    }

    [Fact]
    public async Task Run_PreserveEnvironment_KeepsWhatIsSet()
    {
        Client.Variables["PLAIN"] = "wins";
        Client.Variables["EMOJI"] = "";

        var entries = Entries(await Client.RunAsync("run", "--preserve-env", "--", "env", "-0")).ToList();

        Assert.Contains("PLAIN=wins", entries);
        Assert.Contains("EMOJI=", entries);
        Assert.Contains($"QUOTES={Odd["QUOTES"]}", entries);
        Assert.DoesNotContain(entries, static entry => entry.StartsWith("SECRETS_TOKEN=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_Only_HandsOverThoseKeys()
    {
        var entries = Entries(await Client.RunAsync("run", "--only", "PLAIN, EQUALS", "--only", "SPACES", "--", "env", "-0"));

        Assert.Equal(["EQUALS=a=b=", "PLAIN=canary-value-1", "SPACES=  \t "], entries.Where(entry => Odd.ContainsKey(entry.Split('=')[0])));
    }

    [Theory]
    [InlineData("sh", "-c", "printf %s \"$EMOJI$LINES$QUOTES\"")]
    [InlineData("node", "-e", "process.stdout.write(process.env.EMOJI + process.env.LINES + process.env.QUOTES)")]
    [InlineData("python3", "-c", "import os, sys; sys.stdout.buffer.write(b''.join(os.environb[k] for k in (b'EMOJI', b'LINES', b'QUOTES')))")]
    public async Task Run_Program_ReadsTheValues(string program, string option, string script)
    {
        // where a runtime is missing, the shell stands in: it is always there
        var command = Client.Finds(program) ? [program, option, script] : (string[])["sh", "-c", "printf %s \"$EMOJI$LINES$QUOTES\""];

        var result = await Client.RunAsync(["run", "--", .. command]);

        result.AssertDone(Odd["EMOJI"] + Odd["LINES"] + Odd["QUOTES"]);
    }

    [Fact]
    public async Task Run_Command_IsTheSameProcess()
    {
        var result = await Client.RunAsync("run", "--", "sh", "-c", "echo $$");

        result.AssertDone($"{result.Id}\n");
    }

    [Fact]
    public async Task Run_Command_HasTheOpenFilesAndSignalsOfAPlainStart()
    {
        const string Question = "ls /proc/$$/fd; grep -E '^Sig(Blk|Ign|Cgt)' /proc/self/status; ulimit -n";

        // what the test itself ignores or leaves open would stay so in a plain start; SIGPIPE the client resets in any case
        var plain = await Client.ScriptAsync($"exec env --default-signal=PIPE sh -c \"{Question.Replace("$", "\\$", StringComparison.Ordinal)}\"");

        Assert.Equal(plain.Text, (await Client.RunAsync("run", "--", "sh", "-c", Question)).Text);
    }

    [Fact]
    public async Task Run_BrokenPipe_EndsTheWriterSilently() =>
        (await Client.RunAsync("run", "--", "sh", "-c", "yes | head -n 1")).AssertDone("y\n");

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 42", 42)]
    [InlineData("exit 255", 255)]
    [InlineData("kill -TERM $$", 143)]
    [InlineData("kill -KILL $$", 137)]
    public async Task Run_Command_GivesItsOwnExit(string script, int code)
    {
        var result = await Client.RunAsync("run", "--", "sh", "-c", script);

        Assert.Equal((code, "", ""), (result.ExitCode, result.Text, result.Error));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    [InlineData("HUP")]
    [InlineData("USR1")]
    public async Task Run_SignalToTheClient_ReachesTheCommand(string signal)
    {
        // what runs in the background ignores some signals from the start, and no shell can trap those
        using var process = Client.Start("env", ["--default-signal", Client.Program, "run", "--", "sh", "-c", $"trap 'echo caught; exit 7' {signal}; echo ready; while :; do sleep 0.02; done"]);
        Assert.Equal("ready", await process.StandardOutput.ReadLineAsync());

        using (var kill = System.Diagnostics.Process.Start("sh", ["-c", $"kill -{signal} {process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        var result = await Client.FinishAsync(process, []);
        Assert.Equal((7, "caught\n"), (result.ExitCode, result.Text));
    }

    [Fact]
    public async Task Run_StandardStreams_PassThrough()
    {
        byte[] input = [0, 1, 2, 0xFF, 0xFE, (byte)'\r', (byte)'\n'];

        var result = await Client.RunAsync(input, "run", "--", "sh", "-c", "cat; echo to-stderr >&2");

        Assert.Equal(input, result.Output);
        Assert.Equal("to-stderr\n", result.Error);
    }

    [Theory]
    [InlineData("--", "--only", "x")]
    [InlineData("--help", "--version")]
    [InlineData("@file", "[suggest]", "[env:A=b]")]
    [InlineData("", " ", "*", "a b", "\"", "🔑")]
    [InlineData("--token-file", "nothing", "--cache")]
    public async Task Run_ArgumentsOfTheCommand_PassThrough(params string[] arguments)
    {
        var result = await Client.RunAsync(["run", "--", "printf", "<%s>", .. arguments]);

        result.AssertDone(string.Concat(arguments.Select(static argument => $"<{argument}>")));
    }

    [Fact]
    public async Task Run_BytesThatAreNotText_PassThroughInArgumentsAndVariables()
    {
        var result = await Client.ScriptAsync("ODD=$(printf 'a\\377\\376z'); export ODD; exec \"$CLIENT\" run -- sh -c 'printf \"%s|%s\" \"$1\" \"$ODD\"' sh \"$ODD\"");

        byte[] odd = [(byte)'a', 0xFF, 0xFE, (byte)'z'];
        Assert.Equal([.. odd, (byte)'|', .. odd], result.Output);
    }

    [Fact]
    public async Task Run_FiveThousandSecrets_AllArrive()
    {
        Api.Secrets.Clear();
        for (var number = 0; number < 5000; number++)
        {
            Api.Secrets[$"NUMBER_{number}"] = $"canary-value-{number}";
        }

        var entries = Entries(await Client.RunAsync("run", "--", "env", "-0")).Where(static entry => entry.StartsWith("NUMBER_", StringComparison.Ordinal));

        Assert.Equal(Api.Secrets.Select(static pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal), entries.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Run_NoSecrets_StartsTheCommand()
    {
        Api.Secrets.Clear();

        (await Client.RunAsync("run", "--", "echo", "started")).AssertDone("started\n");
    }

    private static IEnumerable<string> Entries(ClientResult result) =>
        result.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries).OrderBy(static entry => entry.Split('=')[0], StringComparer.Ordinal);
}
