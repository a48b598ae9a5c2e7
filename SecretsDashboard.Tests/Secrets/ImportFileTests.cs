using System.Text;
using SecretsDashboard.Cli;
using SecretsDashboard.Secrets;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>What the dialog takes: .env files, flat JSON and the flat part of YAML, line by line.</summary>
public sealed class ImportFileTests
{
    [Theory]
    [InlineData("{\"A\":\"one\"}", "1 A=one")]
    [InlineData("\uFEFF {\n  \"A\": \"o\\u006e\\\"e\\n\",\n\n  \"B\": 8080, \"C\": true, // a comment\n  \"D\": \"\\ud83d\\udd11\",\n}", "2 A=on\"e\n|4 B=8080|4 C=true|5 D=🔑")]
    [InlineData("{\"A\": null, \"B\": {\"C\": [\"deep\"]}, \"D\": [1], \"E\": \"x\"}", "1 A=|1 B=!a nested value|1 D=!a nested value|1 E=x")]
    [InlineData("A: one\nB: 'it''s # kept' # comment\nC: \"two\\nlines \\u00e9 \\x41 \\ud83d\\udd11\"\n", "1 A=one|2 B=it's # kept|3 C=two\nlines é A 🔑")]
    [InlineData("---\n# about\n\nA: postgres://u:p@h/db?x=1#f  # comment\n\"B\": 0123\n'C': yes\nD: ~\nE:\n...\nF: not read\n", "4 A=postgres://u:p@h/db?x=1#f|5 B=0123|6 C=yes|7 D=|8 E=")]
    [InlineData("A: |\n  one\n   two\n\n  three\n\nB: |-\n  one\nC: |+\n  one\n\nD: x", "1 A=one\n two\n\nthree\n|7 B=one|9 C=one\n\n|12 D=x")]
    [InlineData("A: x\r\nB: |\r\n  one\r\n  two\r\nC: z\r\n", "1 A=x|2 B=one\ntwo\n|5 C=z")]
    [InlineData("A: &a x\nB: *a\nC: !!binary eA==\nD: [1]\nE: {x: 1}\nF: >\n  folded\nG: x: y\nH: @x\nI: one\n  two\nJ: 'open\nK: \"\\q\"\nL: \"x\" y\nM: ok", "1 A=!anchors|2 B=!anchors|3 C=!tags|4 D=!a nested|5 E=!a nested|6 F=!folded|8 G=!a colon|9 H=!YAML keeps|10 I=!text over|12 J=!the quote|13 K=!a backslash|14 L=!after the|15 M=ok")]
    [InlineData("A:\n  B: deep\n  C: deeper\nD: x", "1 A=!a nested|4 D=x")]
    [InlineData("A: \"\\ud83d\"\nB: \"\\u0000\"\nC: |2\n  x\nD: x", "1 A=!a backslash|2 B=!a backslash|3 C=!behind|5 D=x")]
    [InlineData("A=-----BEGIN\nMIIE+/x=\n", "1 A=!the line after it")]
    [InlineData("A=one\nB-C=x=y\nD=x", "1 A=one|3 D=x")]
    [InlineData("URL=x\n\nC='two\nlines'\n", "1 URL=x|3 C=two\nlines")]
    public void Parse_Entries(string file, string entries)
    {
        using var parsed = ImportFile.Parse(Encoding.UTF8.GetBytes(file), takesComments: false);

        Assert.Equal(entries, string.Join('|', parsed.Entries.Select(entry => $"{entry.Line} {entry.Key}={(entry.Problem is { } problem ? "!" + problem : Encoding.UTF8.GetString(entry.Value))}")
            .Select((text, index) => entries.Split('|').ElementAtOrDefault(index) is { } wanted && wanted.Contains("=!", StringComparison.Ordinal) && text.StartsWith(wanted, StringComparison.Ordinal) ? wanted : text)));
    }

    [Theory]
    [InlineData("A=1\nno line\nB=2\n", "2", "A B")]
    [InlineData("A=1\nab/cd/ef=2\nB=2\n", "2", "A B")]
    [InlineData("A=1\nMIIEowIBAAKCAQEAu1SU1L\nB=2\n", "2", "B")]
    [InlineData("A={\n  \"a\": 1\n}\nB=2\n", "2 3", "B")]
    [InlineData("A=1\nB=\"never closed\nC=2\n", "2", "A C")]
    [InlineData("A=1\nB=\"never closed\nof it\nexport C=2\nD=\"3\"\n", "2", "A C D")]
    [InlineData("A='1\n2' x\nB=2\n", "2", "B")]
    [InlineData("A='1\nB=2' x\nC=3\n", "1", "B C")]
    [InlineData("A=1\nB=\"MIIEow\nIBAAk=\nC=2", "2", "A C")]
    [InlineData("A=1\n\nno line\nB=2\n", "3", "A B")]
    [InlineData("A=1\nA=2\nB-C=3\nD=4\n", "2 3", "A D")]
    [InlineData("A='1' x\nB=2\n", "1", "B")]
    [InlineData("A: 1\n- x\nno line\nA: 2\nB-C: 3\nD: 4\n", "2 3 4 5", "A D")]
    [InlineData("{\"A\":1,\n\"a\":2,\n\"B C\":3,\"D\":4}", "2 3", "A D")]
    public void Parse_LineAgainstARule_RefusesItself(string file, string refused, string kept)
    {
        using var parsed = ImportFile.Parse(Encoding.UTF8.GetBytes(file), takesComments: false);

        Assert.False(parsed.IsRefused);
        Assert.Equal(refused, string.Join(' ', parsed.Refused.Select(each => each.Line)));
        Assert.Equal(kept, string.Join(' ', parsed.Entries.Where(entry => entry.Problem is null).Select(entry => entry.Key)));
    }

    [Theory]
    [InlineData("B=\"never closed\n", 1)]
    [InlineData("A=1\nB=\0", 2)]
    [InlineData("{\"A\":1,\n\"B\":", 2)]
    [InlineData("{\"A\":1,\n\"B\":\"\\ud800\"}", 2)]
    [InlineData("{\"A\":1}\n{}", 2)]
    [InlineData("nothing of it\n", 1)]
    public void Parse_WhatFollowsIsNotCertain_RefusesTheFile(string file, int line)
    {
        using var parsed = ImportFile.Parse(Encoding.UTF8.GetBytes(file), takesComments: false);

        Assert.True(parsed.IsRefused);
        Assert.Equal(line, parsed.Refused[^1].Line);
    }

    [Fact]
    public void Parse_LineAfterAValueIsRefused_TheValueIsTakenAndSaysSo()
    {
        using var parsed = ImportFile.Parse("# of A\nA=one\nand two\nB=2"u8, takesComments: true);

        Assert.Equal(("one", "the line after it is refused: if it is part of this value, put both in quotes", "of A"),
            (Encoding.UTF8.GetString(parsed.Entries[0].Value), parsed.Entries[0].Note, parsed.Entries[0].Comment));
        Assert.Null(parsed.Entries[1].Note);
    }

    [Fact]
    public void Parse_ManyBrokenLinesOrNames_RefusesTheFile()
    {
        using var broken = ImportFile.Parse(Encoding.UTF8.GetBytes("A: 1\n" + string.Concat(Enumerable.Repeat("- x\n", 1000))), takesComments: false);
        using var many = ImportFile.Parse(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, SecretImport.MostNames + 1).Select(number => $"K{number}: x\n"))), takesComments: false);
        using var json = ImportFile.Parse(Encoding.UTF8.GetBytes("{" + string.Join(',', Enumerable.Range(0, SecretImport.MostNames + 1).Select(number => $"\"K{number}\":1")) + "}"), takesComments: false);

        Assert.Equal((true, DotEnv.MostRefusals), (broken.IsRefused, broken.Refused.Count));
        Assert.All((DotEnv[])[many, json], file => Assert.StartsWith("a file has at most 5,000 names", Assert.Single(file.Refused).Rule, StringComparison.Ordinal));
        Assert.All((DotEnv[])[many, json], file => Assert.True(file.IsRefused));
    }

    [Theory]
    [InlineData("# Reads orders\nA=1", "Reads orders")]
    [InlineData("# ---- Orders ----\n#\n# from the portal\nA=1", "Orders\nfrom the portal")]
    [InlineData("# far away\n\nA=1", null)]
    [InlineData("# of B\nB=1\nA=1", null)]
    [InlineData("# A=commented out\nA=1", null)]
    [InlineData("# was abcdefghijklmnopqrst\nA=1", null)]
    [InlineData("# see https://x.example\nA=1", null)]
    [InlineData("# ask me@example.com\nA=1", null)]
    [InlineData("# Reads orders\nA: 1", "Reads orders")]
    public void Parse_CommentAbove_IsWhatDescribesIt(string file, string? comment)
    {
        using var parsed = ImportFile.Parse(Encoding.UTF8.GetBytes(file), takesComments: true);
        using var without = ImportFile.Parse(Encoding.UTF8.GetBytes(file), takesComments: false);

        Assert.Equal(comment, parsed.Entries.Single(entry => entry.Key == "A").Comment);
        Assert.All(without.Entries, entry => Assert.Null(entry.Comment));
    }

    // any bytes end in entries or refusals, and no refusal quotes a word of them
    [Fact]
    public void Parse_Anything_Ends()
    {
        var random = new Random(17);
        string[] pieces = ["A", "B_1", ":", ": ", "=", "\n", "\n  ", " ", "|", "|-", ">", "'", "\"", "\\", "\\u00e9", "{", "}", "[", ",", "\"K\"", "hush", "# hush\n", "---\n", "-", "~", "\r\n", "\t"];
        for (var round = 0; round < 20_000; round++)
        {
            var text = string.Concat(random.GetItems(pieces, random.Next(1, 40)));
            using var parsed = ImportFile.Parse(Encoding.UTF8.GetBytes((round % 3) switch { 0 => "{" + text, 1 => "X: y\n" + text, _ => text }), takesComments: true);
            Assert.All(parsed.Refused, each => Assert.DoesNotContain("hush", each.Rule, StringComparison.Ordinal));
            Assert.All(parsed.Entries, entry => Assert.True(System.Text.Unicode.Utf8.IsValid(entry.Value)));
            Assert.All(parsed.Entries, entry => Assert.True(entry.Problem is null || entry.Value.Length == 0));
        }
    }
}
