using System.Globalization;
using System.Text;

namespace SecretsDashboard.Access;

/// <summary>
/// The rule for text that is no name, such as a description: it may have lines, and nothing that steers what shows it, such as the escape
/// of a terminal or a mark that turns the reading direction. What was stored before there was the rule is shown with a sign in its place.
/// </summary>
internal static class ShownText
{
    private static readonly Rune Replacement = new('\uFFFD');

    /// <summary>The sentence that says what is wrong with it, naming the first such character; null: nothing.</summary>
    /// <param name="field">What the field is called.</param>
    public static string? Problem(string field, string? text) =>
        (text ?? "").EnumerateRunes().Where(IsSteering).Select(rune => $"{field} must have no control characters and no marks of the reading direction: U+{rune.Value:X4}").FirstOrDefault();

    /// <summary>The text as it may be shown.</summary>
    public static string Of(string text) =>
        text.EnumerateRunes().Any(IsSteering) ? string.Concat(text.EnumerateRunes().Select(rune => IsSteering(rune) ? Replacement : rune)) : text;

    private static bool IsSteering(Rune rune) => rune.Value switch
    {
        '\n' or '\r' or '\t' => false,
        // Arabic letter mark, left-to-right and right-to-left marks, embeddings and overrides, isolates, tags
        0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or (>= 0xE0000 and <= 0xE007F) => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator,
    };
}
