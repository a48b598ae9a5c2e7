extern alias cli;

using System.Diagnostics;
using System.Text;
using System.Text.Json;
using cli::SecretsDashboard.Cli;
using SecretsDashboard.Api;
using SecretsDashboard.Tests.Support;
using Xunit.Abstractions;

namespace SecretsDashboard.Tests.Api;

/// <summary>What `format=dotenv` writes is read back by the shells, by Node's --env-file, by python-dotenv and by our own import; nothing of it runs.</summary>
public sealed class DotEnvFormTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] Pieces =
        ["'", "'", "\"", "$", "`", "\\", "\n", "\r", "\t", " ", "#", "=", "!", "{", "}", "(", ")", ";", "&", "a", "B", "7", "_", "é", "ж", "🔑", "\u00A0", "\u2028", "\uFEFF", "\u0001", "\u001B", "\u007F", "\nX=", "$(", "${HOME}", "\\n", "''", "\\'"];

    private static readonly string[] Chosen =
    [
        "plain", " leading", "trailing ", "a # b", "#x", "a=b==", "x'y", "'", "''", "x'y # z=1 ", "a\nb", "a\n", "\n", "a\n\nB=c\n# d\n", "tab\tt", "say \"hi\"", "a`touch pwned`b", "$(touch pwned)", "${HOME} $HOME",
        "back\\slash", "ends in \\", "\\\\", "\\\"", "x\r\ny", "x\r", "\\n", "🔑 ключ", "\u2028\u00A0", "it's `touch pwned`", "it's\nmore", "\\'", "it's\nX='1", "-----BEGIN KEY-----\nMII+/=\n-----END KEY-----\n", "!x", "\u0001\u007F",
    ];

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("", "K=''\n")]
    [InlineData("a \"b\" $c `d` \\e\nf\r\n", "K='a \"b\" $c `d` \\e\nf\r\n'\n")]
    [InlineData("it's", "K=\"it's\"\n")]
    [InlineData("it's # = !", "K=\"it's # = !\"\n")]
    [InlineData("it's \"", "# K: readable by a shell only\nK='it'\\''s \"'\n")]
    [InlineData("'$", "# K: readable by a shell only\nK=''\\''$'\n")]
    [InlineData("'`'", "# K: readable by a shell only\nK=''\\''`'\\'''\n")]
    [InlineData("'\\", "# K: readable by a shell only\nK=''\\''\\'\n")]
    [InlineData("'\n", "# K: readable by a shell only\nK=''\\''\n'\n")]
    [InlineData("'\r", "# K: readable by a shell only\nK=''\\''\r'\n")]
    public void Write_Value_TakesTheFirstFormThatHolds(string value, string line) => Assert.Equal(line, Encoding.UTF8.GetString(Written([value])).Replace("K0", "K", StringComparison.Ordinal));

    [Theory]
    [InlineData("sh")]
    [InlineData("bash")]
    public async Task Sourced_AnyValue_IsReadBackAndRunsNothing(string shell)
    {
        var values = Values(_ => true);
        await WriteAsync(values);

        var read = await RunAsync(shell, "-c", $"set -a; . ./secrets.env; i=0; while [ $i -lt {values.Count} ]; do eval \"printf '%s\\\\0' \\\"\\$K$i\\\"\"; i=$((i+1)); done");

        Assert.Equal(values, read.Split('\0')[..^1]);
        Assert.False(File.Exists(Path.Combine(folder.Root, "pwned")));
    }

    [Fact]
    public void Import_AnyValue_IsReadBack()
    {
        var values = Values(_ => true);

        using var parsed = DotEnv.Parse(Written(values));

        Assert.Empty(parsed.Refused);
        Assert.Equal(values.Select((value, index) => ($"K{index}", value, (string?)null)), parsed.Entries.Select(entry => (entry.Key, Encoding.UTF8.GetString(entry.Value), entry.Problem)));
    }

    [Fact]
    public async Task Node_AnyValueItCanRead_IsReadBack()
    {
        var programs = new List<string>();
        foreach (var program in ((string?[])[DebianPackage.Installed("node"), Path.Combine(AppContext.BaseDirectory, ".playwright/node/linux-x64/node")]).OfType<string>().Where(File.Exists))
        {
            if (Version.Parse((await RunAsync(program, "--version"))[1..]) >= new Version(20, 6))
            {
                programs.Add(program);
            }
        }
        if (programs.Count == 0)
        {
            output.WriteLine("There is no Node 20.6 or newer here: what its --env-file reads was not looked at.");
        }
        // it drops every carriage return
        var values = Values(value => !DotEnvText.IsForShells(Encoding.UTF8.GetBytes(value)) && !value.Contains('\r', StringComparison.Ordinal));
        await WriteAsync(values);

        foreach (var program in programs)
        {
            var read = await RunAsync(program, "--env-file=secrets.env", "-e", $"process.stdout.write(JSON.stringify([...Array({values.Count}).keys()].map(i => process.env['K' + i])))");
            Assert.Equal(values, JsonSerializer.Deserialize<string[]>(read)!);
        }
    }

    [Fact]
    public async Task PythonDotenv_AnyValueItCanRead_IsReadBack()
    {
        Assert.True(await DebianPackage.FindAsync("python3-dotenv", "python-dotenv") is not null, "This test needs python-dotenv: as root, apt-get install python3-dotenv.");
        // it makes a line feed of every carriage return, and takes a backslash before another or before the closing quote for an escape
        var values = Values(value => !DotEnvText.IsForShells(Encoding.UTF8.GetBytes(value)) && !value.Contains('\r', StringComparison.Ordinal)
            && !value.Contains("\\\\", StringComparison.Ordinal) && !value.EndsWith('\\'));
        await WriteAsync(values);

        var read = await RunAsync("/usr/bin/python3", "-c", $"import dotenv, json; d = dotenv.dotenv_values('secrets.env', interpolate=False); print(json.dumps([d['K%d' % i] for i in range({values.Count})]), end='')");

        Assert.Equal(values, JsonSerializer.Deserialize<string[]>(read)!);
    }

    /// <summary>Chosen and random values; the seed is told where they are not read back.</summary>
    private List<string> Values(Func<string, bool> isReadable)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        return [.. Chosen.Concat(Enumerable.Range(0, 400).Select(_ => string.Concat(random.GetItems(Pieces, random.Next(1, 12))))).Where(isReadable)];
    }

    private static byte[] Written(IReadOnlyList<string> values)
    {
        using var answer = AnswerBuffer.Start(1024, 0);
        for (var index = 0; index < values.Count; index++)
        {
            DotEnvText.Write(answer, $"K{index}", Encoding.UTF8.GetBytes(values[index]));
        }
        return answer.Since(0).ToArray();
    }

    private Task WriteAsync(IReadOnlyList<string> values) => File.WriteAllBytesAsync(Path.Combine(folder.Root, "secrets.env"), Written(values));

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Root, StandardOutputEncoding = new UTF8Encoding(false) };
        start.Environment["HOME"] = "/nowhere";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal((0, ""), (process.ExitCode, await error));
        return text;
    }
}
