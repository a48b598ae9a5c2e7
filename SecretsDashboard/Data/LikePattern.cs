namespace SecretsDashboard.Data;

/// <summary>Patterns for LIKE in which what a person typed stands for itself.</summary>
internal static class LikePattern
{
    public const string Escape = @"\";

    public static string Containing(string text) =>
        $"%{text.Replace(Escape, @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
