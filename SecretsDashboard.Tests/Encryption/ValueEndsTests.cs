using System.Text;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>The first and last four characters, of long values only.</summary>
public sealed class ValueEndsTests
{
    [Theory]
    [InlineData("sk-proj-aaaaaaaaaaxyz789", "sk-p****z789")]
    [InlineData("12345678901234567890", "1234****7890")]
    [InlineData("ключ-6789012345678-конец", "ключ****онец")]
    [InlineData("🔑🔑🔑🔑1234567890123456", "🔑🔑🔑🔑****3456")]
    [InlineData("ab\n\tcdefghijklmnopq\u0001 yz", "ab··****··yz")]
    public void Of_LongEnough_ShowsFourAndFour(string value, string ends) => Assert.Equal(ends, Of(value));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("1234567890123456789")]
    [InlineData("🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑🔑")]
    public void Of_BelowTwentyCharacters_HasNone(string value) => Assert.Null(Of(value));

    private static string? Of(string value) => ValueEnds.Of(Encoding.UTF8.GetBytes(value)) is { } ends ? Encoding.UTF8.GetString(ends) : null;
}
