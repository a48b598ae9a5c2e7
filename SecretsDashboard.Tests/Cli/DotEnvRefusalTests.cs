extern alias cli;

using System.Text;
using cli::SecretsDashboard.Cli;

namespace SecretsDashboard.Tests.Cli;

/// <summary>What the .env grammar refuses: always the whole file, with the line and the rule, and nothing of what stands there.</summary>
public sealed class DotEnvRefusalTests
{
    public static TheoryData<string, int, string> Refusals => new()
    {
        { "A", 1, "NAME=value" },
        { "A=b\nnonsense", 2, "NAME=value" },
        { "export A", 1, "NAME=value" },
        { "A: b", 1, "NAME=value" },
        { "=b", 1, "must stand before" },
        { "export =b", 1, "must stand before" },
        { "A-B=c", 1, "consists of" },
        { "A B=c", 1, "consists of" },
        { "A.B=c", 1, "consists of" },
        { "\"A\"=c", 1, "consists of" },
        { "ключ=c", 1, "consists of" },
        { "\n\n1A=c", 3, "digit" },
        { "A\uFEFF=c", 1, "consists of" },
        { "A=1\nB=2\nA=3", 3, "stands in line 1" },
        { "A=1\n\na=3", 3, "stands in line 1" },
        { "A=\"x\ny\"\nA=3", 3, "stands in line 1" },
        { "A=\"b", 1, "never closed" },
        { "A='b", 1, "never closed" },
        { "A=\"", 1, "never closed" },
        { "B=1\nA=\"b\nC=d\n", 2, "never closed" },
        { "A=\"b\\\"", 1, "never closed" },
        { "A='b\\'c'", 1, "after the closing quote" },
        { "A=\"b\"c", 1, "after the closing quote" },
        { "A=\"b\"#c", 1, "after the closing quote" },
        { "A=\"b\" c", 1, "after the closing quote" },
        { "A='it\\'s'", 1, "'it'\\''s'" },
        { "A='b'\\", 1, "after the closing quote" },
        { "A=$'b", 1, "the quote ' that starts here is never closed" },
        { "A=$'b\\'", 1, "never closed" },
        { "A='b\n'\"c\nd", 2, "never closed" },
        { "A=\"b\nC=\"d\"", 2, "began 1 line before" },
        { "declare A=b", 1, "consists of" },
        { "A=\"b\nc\" d", 2, "after the closing quote" },
        { "A=b\0", 1, "NUL" },
        { "A=b\n# \0", 2, "NUL" },
        { "A=b\rB=c", 1, "carriage return" },
        { "A=b\r", 1, "carriage return" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Parse_BrokenRule_RefusesTheWholeFile(string file, int line, string rule)
    {
        using var parsed = DotEnv.Parse(Encoding.UTF8.GetBytes(file));

        Assert.Empty(parsed.Entries);
        Assert.Equal(line, parsed.Refused[0].Line);
        Assert.Contains(rule, parsed.Refused[0].Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_SeveralBrokenRules_TellsThemAll()
    {
        using var parsed = DotEnv.Parse("A=1\nnonsense\nB-C='x\ny'\nA=2\n# fine\nD='it\\'s'\nE=\"open\nF=1\n"u8);

        Assert.Empty(parsed.Entries);
        Assert.Equal([2, 3, 5, 7, 8], parsed.Refused.Select(static refusal => refusal.Line));
    }

    [Fact]
    public void Parse_EveryLineBroken_StopsAtTwenty()
    {
        using var parsed = DotEnv.Parse(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("nonsense\n", 1000))));

        Assert.Equal(Enumerable.Range(1, 20), parsed.Refused.Select(static refusal => refusal.Line));
    }

    [Fact]
    public void Parse_MoreNamesThanAllowed_IsRefusedWhereTheyBegin()
    {
        using var parsed = DotEnv.Parse("A=1\nB=2\nC=3\nnonsense"u8, most: 2);

        Assert.Equal((3, "a file has at most 2 names"), (Assert.Single(parsed.Refused).Line, parsed.Refused[0].Rule));
    }

    [Theory]
    [InlineData(new byte[] { 0x41, 0x3D, 0xFF }, 1)]
    [InlineData(new byte[] { 0x41, 0x3D, 0x62, 0x0A, 0x23, 0xC3, 0x28 }, 2)]
    [InlineData(new byte[] { 0x0A, 0x0A, 0x41, 0x3D, 0xED, 0xA0, 0x80 }, 3)]
    [InlineData(new byte[] { 0x41, 0x3D, 0xF0, 0x9F }, 1)]
    public void Parse_NotUtf8_RefusesTheWholeFile(byte[] file, int line)
    {
        using var parsed = DotEnv.Parse(file);

        Assert.Equal(line, Assert.Single(parsed.Refused).Line);
        Assert.Contains("UTF-8", parsed.Refused[0].Rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Parse_Utf16_IsRefusedAndSaysHowToSaveIt(bool isBigEndian, bool hasMark)
    {
        var encoding = new UnicodeEncoding(isBigEndian, hasMark);
        using var parsed = DotEnv.Parse([.. encoding.Preamble, .. encoding.GetBytes("A=b\nC=d\n")]);

        var refusal = Assert.Single(parsed.Refused);
        Assert.Equal(1, refusal.Line);
        Assert.Contains("UTF-16", refusal.Rule, StringComparison.Ordinal);
        Assert.Contains("save it as UTF-8", refusal.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_NameAboveTheLimit_IsRefused()
    {
        using var fits = DotEnv.Parse(Encoding.UTF8.GetBytes(new string('A', DotEnv.LongestName) + "=b"));
        using var tooLong = DotEnv.Parse(Encoding.UTF8.GetBytes(new string('A', DotEnv.LongestName + 1) + "=b"));

        Assert.Empty(fits.Refused);
        Assert.Contains("128", tooLong.Refused[0].Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_Refused_QuotesNothingOfTheFile()
    {
        // an unquoted private key: its lines look like bad names
        using var parsed = DotEnv.Parse("KEY=-----BEGIN PRIVATE KEY-----\nMIIEcanary+/canary="u8);

        Assert.All(parsed.Refused, static refusal => Assert.DoesNotContain("canary", refusal.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_AnyPrefixOfAFile_NeverThrows()
    {
        var file = "\uFEFFexport A=\"x\\n\\\"🔑\r\ny\" # c\r\nB='1\n2'\\''3'\n C = d #\ndeclare -x D=$'\\u00e9\\x41\\cA\\101\\'' \n"u8.ToArray();

        for (var length = 0; length <= file.Length; length++)
        {
            using var parsed = DotEnv.Parse(file.AsSpan(0, length));
            Assert.True(parsed.Refused.Count == 0 || parsed.Entries.Count == 0);
        }
    }
}
