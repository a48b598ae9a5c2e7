using System.Text;

namespace SecretsDashboard.Data;

/// <summary>Patterns for LIKE in which what a person typed stands for itself.</summary>
internal static class LikePattern
{
    public const string Escape = @"\";

    public static string Containing(string text) => $"%{Literal(text)}%";

    public static string StartingWith(string text) => $"{Literal(text)}%";

    /// <summary>
    /// Two patterns, one of which finds the text in any case, and little more: SQLite knows no case beyond ASCII, so the first such
    /// character stands in both of its cases, and any further one for any character. Whoever asks compares once more.
    /// </summary>
    public static (string Lower, string Upper) ContainingInAnyCase(string text) => (With(text, Rune.ToLowerInvariant), With(text, Rune.ToUpperInvariant));

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

    private static string Literal(string text) =>
        text.Replace(Escape, @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
