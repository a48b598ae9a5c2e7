extern alias cli;

using System.Text;
using cli::SecretsDashboard.Cli;

namespace SecretsDashboard.Tests.Cli;

/// <summary>What becomes of the characters that a terminal gives at the hidden prompt.</summary>
public sealed class TypedLineTests
{
    private const string Begin = "\u001b[200~";
    private const string End = "\u001b[201~";

    [Theory]
    [InlineData("plain\r", "plain")]
    [InlineData("plain\n", "plain")]
    [InlineData("plain\u0004", "plain")]
    [InlineData("\u0004", "")]
    [InlineData("a\tb \r", "a\tb ")]
    [InlineData("ab\u007fc\bd\r", "ad")]
    [InlineData("\u007f\u007fa\r", "a")]
    [InlineData("x🔑\u007fy\r", "xy")]
    [InlineData("one two\u0017\r", "one ")]
    [InlineData("one two  \u0017\u0017x\r", "x")]
    [InlineData("  one\u0017\r", "  ")]
    [InlineData("   \u0017\u0017x\r", "x")]
    [InlineData("one two\u0015three\r", "three")]
    [InlineData("a\u0016\u0017b\r", "a\u0017b")]
    [InlineData("a\u0016\u001bb\r", "a\u001bb")]
    [InlineData("a\u001b[Ab\u001bOPc\u001b[15;5~d\u001bxe\r", "abcde")]
    [InlineData("a\u0001\u0012\u0013b\r", "ab")]
    [InlineData(Begin + "pasted" + End + "\r", "pasted")]
    [InlineData("a" + Begin + "b \u0017\u0015\u0004c" + End + "d\u007f\r", "ab \u0017\u0015\u0004c")]
    [InlineData(Begin + "line\n" + End + "\r", "line")]
    [InlineData(Begin + "[200~" + End + "\r", "[200~")]
    public void Take_Keys_MakeTheLine(string keys, string expected)
    {
        using var line = new TypedLine();

        var results = keys.Select(line.Take).ToList();

        Assert.Equal(expected, Encoding.UTF8.GetString(line.Bytes()));
        Assert.False(line.HasMore);
        Assert.Equal(keys.Length - 1, results.IndexOf(TypedKey.End));
    }

    [Theory]
    [InlineData(Begin + "one\ntwo" + End + "\r")]
    [InlineData(Begin + "one\r\n" + End + "\r")]
    [InlineData(Begin + "one\n" + End + "two\r")]
    [InlineData(Begin + "\n\n" + End + "\r")]
    public void Take_PastedLines_AreMore(string keys)
    {
        using var line = new TypedLine();
        keys.ToList().ForEach(key => line.Take(key));

        Assert.True(line.HasMore);
    }

    [Theory]
    [InlineData("\u0001")]
    [InlineData("\u0017")]
    [InlineData("\u007f")]
    [InlineData("\u001b[A")]
    [InlineData("\u001bx")]
    public void Take_KeyThatDoesNothing_IsUnknown(string keys)
    {
        using var line = new TypedLine();

        Assert.Equal(TypedKey.Unknown, keys.Select(line.Take).ToList()[^1]);
    }
}
