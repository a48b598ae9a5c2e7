extern alias cli;

using System.Text;
using cli::SecretsDashboard.Cli;

namespace SecretsDashboard.Tests.Cli;

/// <summary>What the .env grammar takes, value by value.</summary>
public sealed class DotEnvTests
{
    public static TheoryData<string, string> Values => new()
    {
        { "A=b", "b" },
        { "A=", "" },
        { "A=   ", "" },
        { "A=b\n", "b" },
        { "A=b\r\n", "b" },
        { "\uFEFFA=b", "b" },
        { "  A=b", "b" },
        { "\tA\t=\tb\t", "b" },
        { "A = b", "b" },
        { "export A=b", "b" },
        { "export   A=b", "b" },
        { "export\tA=b", "b" },
        { "A=b c", "b c" },
        { "A=  b c  ", "b c" },
        { "A=b # comment", "b" },
        { "A=b\t# comment", "b" },
        { "A=b  # one # two", "b" },
        { "A=b#c", "b#c" },
        { "A=#b", "#b" },
        { "A= # only a comment", "" },
        { "A= #", "" },
        { "A=b#c # d", "b#c" },
        { "A=b=c==", "b=c==" },
        { "A=a\"b\"c", "a\"b\"c" },
        { "A=it's", "it's" },
        { "A=b\\nc", "b\\nc" },
        { "A=$HOME ${HOME} $(id) `id`", "$HOME ${HOME} $(id) `id`" },
        { "A=\"b\"", "b" },
        { "A=\"\"", "" },
        { "A=''", "" },
        { "A=  \"b\"  ", "b" },
        { "A=\" b \"", " b " },
        { "A=' b '", " b " },
        { "A=\"b\" # comment", "b" },
        { "A='b'\t#comment", "b" },
        { "A=\"b # c\"", "b # c" },
        { "A='b # c'", "b # c" },
        { "A=\"it's\"", "it's" },
        { "A='say \"hi\"'", "say \"hi\"" },
        { "A=\"a\\nb\\rc\\td\"", "a\nb\rc\td" },
        { "A=\"a\\\\b\\\"c\\$d\"", "a\\b\"c$d" },
        { "A=\"a\\\\\"", "a\\" },
        { "A=\"a\\\\nb\"", "a\\nb" },
        { "A=\"a\\xb\\ c\\'\"", "a\\xb\\ c\\'" },
        { "A=\"$HOME ${HOME}\"", "$HOME ${HOME}" },
        { "A='a\\nb\\'", "a\\nb\\" },
        { "A=\"a\nb\"", "a\nb" },
        { "A=\"a\r\nb\"", "a\r\nb" },
        { "A='a\n\n# no comment\nB=c\n'", "a\n\n# no comment\nB=c\n" },
        { "A=\"a\\\nb\"", "a\\\nb" },
        { "A=\"-----BEGIN KEY-----\nMII=\n-----END KEY-----\n\"", "-----BEGIN KEY-----\nMII=\n-----END KEY-----\n" },
        { "A=🔑 ключ", "🔑 ключ" },
        { "A=\"🔑\\n\"", "🔑\n" },
        { "A='\uFEFF'", "\uFEFF" },
        { "# comment\n\n  # another\n\t\nA=b", "b" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Parse_OneEntry_GivesItsValue(string file, string value)
    {
        using var parsed = DotEnv.Parse(Encoding.UTF8.GetBytes(file));

        Assert.Null(parsed.Refused);
        var entry = Assert.Single(parsed.Entries);
        Assert.Equal("A", entry.Key);
        Assert.Equal(value, Encoding.UTF8.GetString(entry.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\n\r\n\n")]
    [InlineData("# A=b")]
    [InlineData("   ")]
    public void Parse_NothingToRead_IsEmpty(string file)
    {
        using var parsed = DotEnv.Parse(Encoding.UTF8.GetBytes(file));

        Assert.Null(parsed.Refused);
        Assert.Empty(parsed.Entries);
    }

    [Theory]
    [InlineData("export=x", "export")]
    [InlineData("export export=x", "export")]
    [InlineData("exported=x", "exported")]
    [InlineData("_=x", "_")]
    [InlineData("a_1=x", "a_1")]
    public void Parse_UnusualName_IsTaken(string file, string name)
    {
        using var parsed = DotEnv.Parse(Encoding.UTF8.GetBytes(file));

        Assert.Equal(name, Assert.Single(parsed.Entries).Key);
    }

    [Fact]
    public void Parse_ManyEntries_KeepsOrderAndLines()
    {
        using var parsed = DotEnv.Parse("# one\r\nB=1\r\nA=\"2\r\n3\" # four\r\n\r\nexport C='\n'\nD=5"u8);

        Assert.Equal([("B", 2), ("A", 3), ("C", 6), ("D", 8)], parsed.Entries.Select(static entry => (entry.Key, entry.Line)));
    }

    [Fact]
    public void Dispose_AfterReading_ZeroesTheValues()
    {
        var parsed = DotEnv.Parse("A=value"u8);
        var value = parsed.Entries[0].Value;

        parsed.Dispose();

        Assert.All(value, static one => Assert.Equal(0, one));
        Assert.Empty(parsed.Entries);
    }
}
