using System.Text;

namespace SecretsDashboard.Data;

/// <summary>
/// Patterns for LIKE in which what a person typed stands for itself. SQLite reads a pattern up to its first NUL and fails on a very long one:
/// no text of ours is like either, so neither finds anything.
/// </summary>
internal static class LikePattern
{
    public const string Escape = @"\";

    private const int Longest = 1000;

    // no character: nothing that is stored has it
    private const string Nothing = "\uFFFF";

    public static string Containing(string text) => $"%{Literal(text)}%";

    /// <summary>With these words in it, in this order.</summary>
    public static string Containing(IEnumerable<string> words) => $"%{string.Join('%', words.Select(Literal))}%";

    public static string StartingWith(string text) => $"{Literal(text)}%";

    /// <summary>
    /// Two patterns, one of which finds the text in any case, and little more: SQLite knows no case beyond ASCII, so the first such
    /// character stands in both of its cases, and any further one for any character. The caller compares once more.
    /// </summary>
    public static (string Lower, string Upper) ContainingInAnyCase(string text) =>
        IsNowhere(text) ? (Nothing, Nothing) : (With(text, Rune.ToLowerInvariant), With(text, Rune.ToUpperInvariant));

    private static string With(string text, Func<Rune, Rune> inCase)
    {
        var pattern = new StringBuilder("%");
        var isFirst = true;
        foreach (var each in text.EnumerateRunes())
        {
            pattern.Append(each.IsAscii ? Literal(each.ToString()) : isFirst ? inCase(each).ToString() : "_");
            isFirst &= each.IsAscii;
        }
        return pattern.Append('%').ToString();
    }

    private static bool IsNowhere(string text) => text.Length > Longest || text.Contains('\0');

    private static string Literal(string text) => IsNowhere(text) ? Nothing
        : text.Replace(Escape, @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
