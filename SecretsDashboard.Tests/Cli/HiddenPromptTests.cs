using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace SecretsDashboard.Tests.Cli;

/// <summary>The hidden prompt of `secrets set` on a real terminal: script(1) gives it one, and what is typed comes after the prompt, as from a person.</summary>
public sealed partial class HiddenPromptTests : ClientTest
{
    [Theory]
    [InlineData("typed-Ünd-x\u007fcanary\r", "typed-Ünd-canary")]
    [InlineData("typed-canary wrong\u0017right\r", "typed-canary right")]
    [InlineData("wrong typed\u0015canary\r", "canary")]
    [InlineData("typed-canary\u0004", "typed-canary")]
    [InlineData("\u001b[200~typed-canary\u001b[201~\r", "typed-canary")]
    [InlineData("\u001b[200~typed-canary\r\u001b[201~\r", "typed-canary")]
    [InlineData("typed-canary\u001b[A\u001b[D\u0001\r", "typed-canary")]
    public async Task Set_OnATerminal_TakesWhatIsTypedWithoutShowingIt(string keys, string value)
    {
        var shown = await TypeAsync("\"$CLIENT\" set KEY", keys);

        Assert.Equal(value, Api.Secrets["KEY"]);
        Assert.Contains("KEY created", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("typed", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("typed\rcanary\r")]
    [InlineData("\u001b[200~typed\rcanary\u001b[201~\r")]
    public async Task Set_SeveralLines_AreRefused(string keys)
    {
        // all at once, as a terminal pastes
        var shown = await TypeAsync("\"$CLIENT\" set KEY; echo \"ended $?\"", keys, atOnce: true);

        Assert.Contains("only one line", shown, StringComparison.Ordinal);
        Assert.Contains("ended 65", shown, StringComparison.Ordinal);
        Assert.Empty(Api.Requests);
    }

    [Theory]
    [InlineData("\u0004", "ended 65")]
    [InlineData("\r", "ended 65")]
    [InlineData("typed-canary\u0003", "ended 130")]
    public async Task Set_NothingTypedOrInterrupted_StoresNothingAndTheTerminalShowsAgain(string keys, string end)
    {
        // a trap, so that the shell outlives the interruption
        var shown = await TypeAsync("trap : INT; \"$CLIENT\" set KEY; echo \"ended $?\"; stty -a", keys);

        Assert.Contains(end, shown, StringComparison.Ordinal);
        Assert.Contains(" echo ", shown, StringComparison.Ordinal);
        Assert.Contains(" icanon ", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", shown, StringComparison.Ordinal);
        Assert.Empty(Api.Requests);
    }

    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    public async Task Set_EndedByASignal_TheTerminalShowsAgain(string signal, int exitCode)
    {
        // once the terminal shows nothing
        var shown = await TypeAsync(
            $"\"$CLIENT\" set KEY </dev/tty & while stty -a | grep -q ' icanon'; do sleep 0.1; done; kill -{signal} $!; wait $!; echo \"ended $?\"; stty -a", "");

        Assert.Contains($"ended {exitCode}", shown, StringComparison.Ordinal);
        Assert.Contains(" echo ", shown, StringComparison.Ordinal);
        Assert.Contains(" icanon ", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_BytesThatAreNoText_AreRefused()
    {
        Client.Variables["LC_ALL"] = "C.UTF-8";
        var shown = await TypeAsync("\"$CLIENT\" set KEY; echo \"ended $?\"", "canary-\u00ffend\r", encoding: Encoding.Latin1);

        Assert.Contains("does not fit the terminal's encoding", shown, StringComparison.Ordinal);
        Assert.Contains("ended 65", shown, StringComparison.Ordinal);
        Assert.Empty(Api.Requests);
    }

    [Theory]
    [InlineData("2>error")]
    [InlineData("2>&-")]
    [InlineData("2>/dev/full >/dev/full")]
    public async Task Set_StandardErrorElsewhere_ShowsThePromptAllTheSame(string streams)
    {
        await TypeAsync($"\"$CLIENT\" set KEY {streams}", "canary-typed\r");

        Assert.Equal("canary-typed", Api.Secrets["KEY"]);
    }

    private async Task<string> TypeAsync(string command, string keys, bool atOnce = false, Encoding? encoding = null)
    {
        Client.Variables["CLIENT"] = Client.Program;
        Client.Variables["TERM"] = "xterm";
        using var process = Client.Start("script", ["-qec", command, "/dev/null"]);
        var shown = await ReadPromptAsync(process);
        foreach (var piece in atOnce ? [keys] : Key().Matches(keys).Select(static key => key.Value))
        {
            await process.StandardInput.BaseStream.WriteAsync((encoding ?? Encoding.UTF8).GetBytes(piece));
            await process.StandardInput.BaseStream.FlushAsync();
        }

        var rest = process.StandardOutput.ReadToEndAsync();
        if (await Task.WhenAny(rest, Task.Delay(TimeSpan.FromMinutes(1))) != rest)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"It still waits for keys. It showed: {shown}{await rest}");
        }
        await process.WaitForExitAsync();
        return shown + await rest;
    }

    private static async Task<string> ReadPromptAsync(Process process)
    {
        var shown = "";
        var buffer = new char[256];
        while (!shown.Contains("(not shown): ", StringComparison.Ordinal))
        {
            var length = await process.StandardOutput.ReadAsync(buffer);
            Assert.NotEqual(0, length);
            shown += new string(buffer, 0, length);
        }

        return shown;
    }

    // a terminal sends all that a key stands for at once
    [GeneratedRegex(@"\x1b\[[0-9]*[A-Za-z~]|.", RegexOptions.Singleline)]
    private static partial Regex Key();
}
