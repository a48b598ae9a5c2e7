using System.Globalization;
using System.Text;

namespace SecretsDashboard.Access;

/// <summary>
/// The rule for the names of people, projects, environments and tokens: one line, not empty, not too long, and nothing in it that is not
/// seen, such as a mark that turns the reading direction or a space without width. Two names that look alike are then alike.
/// </summary>
internal static class PlainName
{
    // letters and marks by their category, and nothing to see
    private static readonly Rune[] Blanks = [.. "\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0".EnumerateRunes()];

    // they join letters of some scripts, and emoji
    private static readonly Rune[] Joiners = [new('\u200C'), new('\u200D')];

    /// <summary>The sentence that says what is wrong with it; null: nothing.</summary>
    /// <param name="longest">The most characters, without spaces around them.</param>
    public static string? Problem(string? name, int longest) => name?.Trim() switch
    {
        null or "" => "Name is required",
        var text when text.Length > longest => $"Name is too long: at most {longest} characters",
        var text when text.EnumerateRunes().Any(IsBreak) => "Name must be one line",
        var text when HasHidden(text) => "Name must have no invisible characters",
        _ => null,
    };

    /// <summary>Has it a blank that is not the plain space, or a character of Unicode's category Format that joins nothing?</summary>
    private static bool HasHidden(string text)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        return runes.Where((rune, place) => IsBlank(rune) || IsFormat(rune)
            && !(Joiners.Contains(rune) && place > 0 && place < runes.Length - 1 && IsSeen(runes[place - 1]) && IsSeen(runes[place + 1]))).Any();
    }

    private static bool IsBreak(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool IsBlank(Rune rune) => Blanks.Contains(rune) || (Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator && rune.Value != ' ');

    private static bool IsFormat(Rune rune) => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format;

    private static bool IsSeen(Rune rune) => !IsFormat(rune) && !Rune.IsWhiteSpace(rune);
}
