using System.Globalization;

namespace SecretsDashboard.Ui;

/// <summary>The one or two letters that stand for a name where there is little room.</summary>
internal static class Initials
{
    /// <summary>The first letter of the first word and, where two are wanted, of the last: "AL" of Ada Lovelace.</summary>
    public static string Of(string name, int most = 2)
    {
        var words = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => word.TrimStart('(', '"', '\'')).Where(word => word != "").ToList();
        var chosen = words.Count > 1 && most > 1 ? [words[0], words[^1]] : words.Take(1);
        return string.Concat(chosen.Select(word => StringInfo.GetNextTextElement(word).ToUpperInvariant()));
    }
}
