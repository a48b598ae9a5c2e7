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
        { "A=$HOME ${HOME} a$b$", "$HOME ${HOME} a$b$" },
        { "A=C:\\temp\\new", "C:\\temp\\new" },
        { "A={\"a\":[1,2]}", "{\"a\":[1,2]}" },
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
        { "declare -x A=\"b\"", "b" },
        { "A='it'\\''s'", "it's" },
        { "A='it'\"'\"'s'", "it's" },
        { "A=''\\'''\\'''", "''" },
        { "A='b''c'", "bc" },
        { "A='b'\"c\\n\"$'d\\n' # e", "bc\nd\n" },
        { "A='a\\'\\''b'", "a\\'b" },
        { "A='it'\\''s\n\"x\" `y` $z\n'", "it's\n\"x\" `y` $z\n" },
        { "A=\"a\\`b\"", "a`b" },
        { "A=$\"b\"", "b" },
        { "A=$'a\\nb'", "a\nb" },
        { "A=$'a\nb'", "a\nb" },
        { "A=$'it\\'s'", "it's" },
        { "A=$'\\a\\b\\e\\E\\f\\n\\r\\t\\v\\\\\\'\\\"\\?'", "\a\b\u001B\u001B\f\n\r\t\v\\'\"?" },
        { "A=$'\\303\\251\\xC3\\xa9\\u00e9\\U0001F511\\u41z\\1018\\x4142'", "\u00E9\u00E9\u00E9🔑AzA8A42" },
        { "A=$'\\cA\\cz\\c?'", "\u0001\u001A\u007F" },
        { "A=$'\\q\\x\\u\\U\\8'", "\\q\\x\\u\\U\\8" },
        { "# comment\n\n  # another\n\t\nA=b", "b" },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Parse_OneEntry_GivesItsValue(string file, string value)
    {
        using var parsed = DotEnv.Parse(Encoding.UTF8.GetBytes(file));

        Assert.Empty(parsed.Refused);
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

        Assert.Empty(parsed.Refused);
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

    [Theory]
    [InlineData("A=`id`", "nothing is run")]
    [InlineData("A=x `y", "nothing is run")]
    [InlineData("A=$(cat /run/token)", "nothing is run")]
    [InlineData("A=\"x $(id)\"", "nothing is run")]
    [InlineData("A=\"a`id`b\"", "nothing is run")]
    [InlineData("A='b'\"`id`\"", "nothing is run")]
    [InlineData("A=it\\'s", "backslash")]
    [InlineData("A=a\\ b", "backslash")]
    [InlineData("A=a\\$b", "backslash")]
    [InlineData("A=a\\", "backslash")]
    [InlineData("A=a$'\\n'", "start of a value")]
    [InlineData("A=a$\"b\"", "start of a value")]
    [InlineData("A=$'a\\0b'", "NUL")]
    [InlineData("A=$'\\x00'", "NUL")]
    [InlineData("A=$'\\377'", "not UTF-8")]
    [InlineData("A=$'\\ud800'", "NUL")]
    [InlineData("A=$'\\U00110000'", "NUL")]
    public void Parse_ShellReadsItOtherwise_IsNotTakenAndSaysWhatToWrite(string file, string rule)
    {
        using var parsed = DotEnv.Parse(Encoding.UTF8.GetBytes($"{file}\nB=c"));

        Assert.Equal([("A", 1, 0), ("B", 2, 1)], parsed.Entries.Select(static entry => (entry.Key, entry.Line, entry.Value.Length)));
        Assert.Contains(rule, parsed.Entries[0].Problem, StringComparison.Ordinal);
        Assert.Null(parsed.Entries[1].Problem);
    }

    [Theory]
    [InlineData("A=${B}", "${…}")]
    [InlineData("A=\"x ${B}\"", "${…}")]
    [InlineData("A=a\"b\"", "quotes")]
    [InlineData("A=it's", "quotes")]
    [InlineData("A='${B}'", null)]
    [InlineData("A=\"\\${B}\"", null)]
    [InlineData("A=pa$$word", null)]
    public void Parse_OthersReplaceIt_IsKeptWithANote(string file, string? note)
    {
        using var parsed = DotEnv.Parse(Encoding.UTF8.GetBytes(file));

        Assert.Contains(note ?? "", parsed.Entries[0].Note ?? "", StringComparison.Ordinal);
        Assert.Equal(note is null, parsed.Entries[0].Note is null);
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
