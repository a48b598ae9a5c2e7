extern alias cli;

using System.Diagnostics;
using System.Text;
using cli::SecretsDashboard.Cli;
using Xunit.Abstractions;

namespace SecretsDashboard.Tests.Cli;

/// <summary>What shells write of random values is read as they mean it, or not taken and told: never as another value.</summary>
public sealed class ShellQuotingTests(ITestOutputHelper output)
{
    private static readonly string[] Pieces =
        ["'", "\"", "$", "`", "\\", "\n", "\r", "\t", " ", "#", "=", "!", "{", "}", "(", ")", "[", "*", "~", ";", "&", "|", "<", ",", "^", "?", "a", "B", "7", "_", "-", "é", "ж", "🔑", "\u00A0", "\u0001", "\u001B", "\u007F", "\\n", "${B}", "$(c)"];

    [Theory]
    [InlineData("bash", "")]
    [InlineData("bash", "C")]
    [InlineData("sh", "")]
    public void Parse_ExportsOfAShell_AreReadBack(string shell, string locale)
    {
        var values = Values();

        using var parsed = DotEnv.Parse(Said(shell, locale, "export -p | grep -v '^declare -x [A-Za-z_]*$' | grep -v '^export [A-Za-z_]*$'", values));

        Assert.Empty(parsed.Refused);
        Assert.Equal(values.Select((value, index) => ($"K{index}", value, (string?)null)).Order(),
            parsed.Entries.Where(entry => entry.Key[0] == 'K').Select(entry => (entry.Key, Encoding.UTF8.GetString(entry.Value), entry.Problem)).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("C")]
    public void Parse_PrintfQ_IsReadBackOrToldAndNeverAnother(string locale)
    {
        var values = Values();

        using var parsed = DotEnv.Parse(Said("bash", locale, "for ((i = 0; i < COUNT; i++)); do n=K$i; printf 'K%d=%q\\n' $i \"${!n}\"; done", values));

        Assert.Empty(parsed.Refused);
        Assert.Equal(values.Count, parsed.Entries.Count);
        Assert.All(parsed.Entries.Where(entry => entry.Problem is null), entry => Assert.Equal(values[int.Parse(entry.Key[1..], System.Globalization.CultureInfo.InvariantCulture)], Encoding.UTF8.GetString(entry.Value)));
        Assert.Contains(parsed.Entries, entry => entry.Problem is null && entry.Value.Contains((byte)'\n'));
    }

    [Fact]
    public void Parse_AnyText_NeverThrowsAndGivesTextWithoutNul()
    {
        var random = Seeded();
        string[] pieces = [.. Pieces, "\nA=", "\nB='", "\nC=\"", "\nD=$'", "export ", "\0", "\\x", "\\u00e9", "\\c", "\\101"];
        for (var round = 0; round < 3_000; round++)
        {
            using var parsed = DotEnv.Parse(Encoding.UTF8.GetBytes("X=" + string.Concat(random.GetItems(pieces, random.Next(1, 40)))));

            Assert.All(parsed.Entries, entry => Assert.True(entry.Problem is null
                ? !entry.Value.Contains((byte)0) && System.Text.Unicode.Utf8.IsValid(entry.Value)
                : entry.Value.Length == 0));
        }
    }

    private Random Seeded()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        return new Random(seed);
    }

    private List<string> Values()
    {
        var random = Seeded();
        return ["", "plain", "two words", "a\nb", "it's", .. Enumerable.Range(0, 300).Select(_ => string.Concat(random.GetItems(Pieces, random.Next(1, 10))))];
    }

    private static byte[] Said(string shell, string locale, string script, List<string> values)
    {
        var start = new ProcessStartInfo(shell, ["-c", script]) { RedirectStandardOutput = true };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        (start.Environment["LC_ALL"], start.Environment["COUNT"]) = (locale, $"{values.Count}");
        for (var index = 0; index < values.Count; index++)
        {
            start.Environment[$"K{index}"] = values[index];
        }
        using var process = Process.Start(start)!;
        using var said = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(said);
        process.WaitForExit();
        return said.ToArray();
    }
}
