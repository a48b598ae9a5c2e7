using System.Text;

namespace SecretsDashboard.Cli;

/// <summary>Makes names from elsewhere fit for one line on a terminal: what is not printable ASCII, a curly quote or an ellipsis becomes a question mark, and it refuses to be long.</summary>
internal static class PlainText
{
    private const int Longest = 400;

    public static string Of(string text)
    {
        var plain = new StringBuilder();
        foreach (var character in text.AsSpan(0, Math.Min(text.Length, Longest)))
        {
            plain.Append(char.IsBetween(character, ' ', '~') || character is '“' or '”' or '…' ? character : '?');
        }

        return text.Length > Longest ? plain.Append('…').ToString() : plain.ToString();
    }
}
