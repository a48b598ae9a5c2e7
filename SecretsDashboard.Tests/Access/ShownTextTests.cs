using SecretsDashboard.Access;

namespace SecretsDashboard.Tests.Access;

/// <summary>Text may have lines, and nothing that steers a page or a terminal.</summary>
public sealed class ShownTextTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("two\nlines,\r\n\ta tab")]
    [InlineData("שלום, мир, 日本, \U0001F469\u200D\U0001F4BB, e\u0301, a\u00A0b")]
    public void Problem_TextOfAnyScript_IsNone(string? text) => Assert.Null(ShownText.Problem("Description", text));

    [Theory]
    [InlineData("a\0b", "U+0000")]
    [InlineData("bell \u0007", "U+0007")]
    [InlineData("\u001B[2J", "U+001B")]
    [InlineData("del\u007F", "U+007F")]
    [InlineData("\u009B2J", "U+009B")]
    [InlineData("next\u0085line", "U+0085")]
    [InlineData("line\u2028line", "U+2028")]
    [InlineData("a\u061Cb", "U+061C")]
    [InlineData("a\u200Eb", "U+200E")]
    [InlineData("a\u202Eb", "U+202E")]
    [InlineData("a\u2066b", "U+2066")]
    [InlineData("a\U000E0041b", "U+E0041")]
    public void Problem_WhatSteers_IsNamedAndShownAsASign(string text, string named)
    {
        Assert.Equal($"Description must have no control characters and no marks of the reading direction: {named}", ShownText.Problem("Description", text));
        Assert.Null(ShownText.Problem("Description", ShownText.Of(text)));
        Assert.Contains('\uFFFD', ShownText.Of(text));
    }

    [Fact]
    public void Of_WhatMayStand_IsTheSame() => Assert.Equal("two\nlines é", ShownText.Of("two\nlines é"));
}
