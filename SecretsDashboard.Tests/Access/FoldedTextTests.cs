using SecretsDashboard.Access;

namespace SecretsDashboard.Tests.Access;

/// <summary>What is equal after NFKC and case folding has one form, without ICU; what is not has two.</summary>
public sealed class FoldedTextTests
{
    [Theory]
    [InlineData("Ada Lovelace", "ADA LOVELACE")]
    [InlineData("José", "JOSE\u0301")]
    [InlineData("\uFF21\uFF44\uFF41", "ada")]
    [InlineData("\U0001D400da", "Ada")]
    [InlineData("\uFB01ne", "Fine")]
    [InlineData("Straße", "STRASSE")]
    [InlineData("ΣΊΣΥΦΟΣ", "σίσυφος")]
    [InlineData("Ὀδυσσεύς", "ὀδυσσεύς")]
    [InlineData("\u212B", "å")]
    [InlineData("한글", "\u1112\u1161\u11AB\u1100\u1173\u11AF")]
    [InlineData("가", "\u1100\u1161")]
    [InlineData("a\u0323\u0307", "a\u0307\u0323")]
    [InlineData("①", "1")]
    [InlineData("\uFF8A\uFF9F", "\u30D1")]
    [InlineData("\u0645\u200C\u06CC", "\u0645\u06CC")]
    [InlineData("\u2764\uFE0F", "\u2764")]
    public void Of_EqualAfterFolding_IsOneForm(string one, string other) => Assert.Equal(FoldedText.Of(one), FoldedText.Of(other));

    [Theory]
    [InlineData("Ada", "Adа")]
    [InlineData("José", "Jose")]
    [InlineData("Ada", "Ad a")]
    [InlineData("각", "가")]
    public void Of_Different_StaysDifferent(string one, string other) => Assert.NotEqual(FoldedText.Of(one), FoldedText.Of(other));
}
