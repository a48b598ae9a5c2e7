using SecretsDashboard.Data;

namespace SecretsDashboard.Tests.Data;

/// <summary>Unicode's NFKC, by what UAX #15 and its test file give as examples, and the codes that people type.</summary>
public sealed class UnicodeFormTests
{
    [Theory]
    [InlineData("plain text 123", "plain text 123")]
    [InlineData("", "")]
    [InlineData("\uFF50\uFF41\uFF53\uFF53\uFF11\uFF01\u3000", "pass1! ")]
    [InlineData("\uFF76\uFF9E", "\u30AC")]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("\u1E9B\u0323", "\u1E69")]
    [InlineData("\u1E0B\u0323", "\u1E0D\u0307")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("\uFB01\u00B2\u2126\u212A", "fi2\u03A9K")]
    [InlineData("\u1112\u1161\u11AB", "\uD55C")]
    [InlineData("\uD558\u11AB", "\uD55C")]
    [InlineData("\uD55C\u11AB", "\uD55C\u11AB")]
    [InlineData("\u0958", "\u0915\u093C")]
    [InlineData("a\u05AE\u0300\u0301b", "\u00E0\u05AE\u0301b")]
    [InlineData("\U0001D400\U0002F800", "A\u4E3D")]
    public void Of_Table(string text, string form)
    {
        Assert.Equal(form, UnicodeForm.Of(text));
        Assert.Equal(form, UnicodeForm.Of(form));
    }

    [Theory]
    [InlineData(" 123 456 ", "123456")]
    [InlineData("123-456", "123456")]
    [InlineData("\uFF11\uFF12\uFF13\u3000\uFF14\uFF15\uFF16", "123456")]
    [InlineData("\u0661\u0662\u0663\u06F4\u096B6", "123456")]
    [InlineData("\uFF41\uFF42-c", "abc")]
    [InlineData(null, "")]
    public void OfCode_Table(string? typed, string code) => Assert.Equal(code, UnicodeForm.OfCode(typed));

    [Fact]
    public void Of_HalfAPair_IsReplaced() => Assert.Equal("a\uFFFD", UnicodeForm.Of("a\uD800"));

    [Fact]
    public void Of_EndlessMarks_IsDoneAtOnce() => Assert.Equal(8_000, UnicodeForm.Of("a" + string.Concat(Enumerable.Repeat("\u0345\u0323", 4_000))).Length);
}
