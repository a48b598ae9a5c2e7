using System.Text;

namespace SecretsDashboard.Cli;

/// <summary>
/// Gathers the comment lines that stand right above a name, as what describes it. What could be a value is none: an assignment that was
/// commented out, an address, a long word. A text is made of the rest alone.
/// </summary>
internal sealed class DotEnvComment
{
    /// <summary>A word of so many bytes may be a key.</summary>
    public const int LongestWord = 20;

    private readonly List<string> lines = [];

    /// <summary>Takes a line into account: a comment, or one that is empty, which ends what was gathered.</summary>
    public void Read(ReadOnlySpan<byte> line)
    {
        if (line is not [(byte)'#', ..])
        {
            lines.Clear();
            return;
        }
        var text = line.TrimStart("# \t-=*"u8).TrimEnd(" \t-=#*\r"u8);
        if (!text.IsEmpty && !IsPerhapsAValue(text))
        {
#pragma warning disable RS0030 // a comment in which no value can stand
            lines.Add(Encoding.UTF8.GetString(text));
#pragma warning restore RS0030
        }
    }

    /// <summary>What was gathered, and begins anew; null: nothing.</summary>
    public string? Take()
    {
        var text = lines.Count == 0 ? null : string.Join('\n', lines);
        lines.Clear();
        return text;
    }

    private static bool IsPerhapsAValue(ReadOnlySpan<byte> text)
    {
        if (text.ContainsAny("=@"u8) || text.IndexOf("://"u8) >= 0)
        {
            return true;
        }
        while (!text.IsEmpty)
        {
            var end = text.IndexOfAny((byte)' ', (byte)'\t');
            var word = end < 0 ? text : text[..end];
            if (word.Length >= LongestWord)
            {
                return true;
            }
            text = text[(end < 0 ? text.Length : end + 1)..];
        }
        return false;
    }
}
