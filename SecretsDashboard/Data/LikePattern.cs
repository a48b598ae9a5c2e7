namespace SecretsDashboard.Data;

/// <summary>Patterns for LIKE in which what a person typed stands for itself.</summary>
internal static class LikePattern
{
    public const string Escape = @"\";

    public static string Containing(string text) => $"%{Literal(text)}%";

    public static string StartingWith(string text) => $"{Literal(text)}%";

    /// <summary>
    /// Finds the text in any case, and more than that: SQLite knows no case beyond ASCII, so such characters stand for any one.
    /// Whoever asks compares once more.
    /// </summary>
    public static string ContainingInAnyCase(string text) =>
        $"%{string.Concat(text.EnumerateRunes().Select(each => each.IsAscii ? Literal(each.ToString()) : "_"))}%";

    private static string Literal(string text) =>
        text.Replace(Escape, @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
