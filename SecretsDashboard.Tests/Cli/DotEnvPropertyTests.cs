extern alias cli;

using System.Text;
using System.Text.Unicode;
using cli::SecretsDashboard.Cli;
using CsCheck;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Cli;

/// <summary>Whatever a file holds, reading it ends with entries that can be stored or with refusals that say where, and never with a fault.</summary>
public sealed class DotEnvPropertyTests
{
    private static readonly string[] Pieces =
        ["A", "b_1", "export ", "declare -x ", "=", "=", "\n", "\n", "\r\n", "\r", "'", "\"", "$'", "\\", "\\n", "\\x41", "\\u00e9", "#", " ", "\t", "$HOME", "${B}", "$(c)", "`d`", "é", "🔑", "\uFEFF", "\0"];

    private static readonly Gen<string> Some = Gen.Int[0, Pieces.Length - 1].Array[0, 60].Select(Joined);

    // as files mostly are: a name, and little that is strange behind it
    private static readonly Gen<string> Statements = Gen.Int[0, Pieces.Length - 2].Array[0, 4].Array[1, 3].Select(lines => string.Concat(lines.Select((picks, number) => $"K{number}={Joined(picks)}\n")));

    private static readonly Gen<byte[]> Files = Gen.OneOf(Some.Select(Encoding.UTF8.GetBytes), Statements.Select(Encoding.UTF8.GetBytes), Statements.Select(Encoding.UTF8.GetBytes), Gen.Byte.Array[0, 60]);

    [Fact]
    public void Parse_AnyBytes_GivesEntriesOrRefusals()
    {
        var (taken, refused) = (0, 0);
        Files.Holds(file =>
        {
            var lines = 1 + file.Count(each => each == '\n');
            using var parsed = DotEnv.Parse(file);

            Assert.All(parsed.Refused, refusal => Assert.InRange(refusal.Line, 1, lines));
            Assert.True(parsed.Refused.Count == 0 || parsed.Entries.Count == 0);
            Assert.All(parsed.Entries, entry =>
            {
                Assert.InRange(entry.Line, 1, lines);
                Assert.InRange(entry.Key.Length, 1, DotEnv.LongestName);
                Assert.True(Utf8.IsValid(entry.Value) && !entry.Value.Contains((byte)0));
            });
            Assert.Equal(parsed.Entries.Select(entry => entry.Line).Distinct().Order(), parsed.Entries.Select(entry => entry.Line));
            taken += parsed.Entries.Count > 0 ? 1 : 0;
            refused += parsed.Refused.Count > 0 ? 1 : 0;
        }, cases: 3000);
        Assert.True(taken > 50 && refused > 50, $"{taken} were taken, {refused} refused");
    }

    [Fact]
    public void Parse_ValueWithinSingleQuotes_IsTakenAsItIs()
    {
        Property.Text.Where(text => !text.Contains('\'') && !text.Contains('\0')).Holds(text =>
        {
            using var parsed = DotEnv.Parse(Encoding.UTF8.GetBytes($"A='{text}'\n"));

            Assert.Empty(parsed.Refused);
            Assert.Equal(text, Encoding.UTF8.GetString(Assert.Single(parsed.Entries).Value));
        });
    }

    private static string Joined(int[] picks) => string.Concat(picks.Select(pick => Pieces[pick]));
}
