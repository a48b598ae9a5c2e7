using SecretsDashboard.Cli;

namespace SecretsDashboard.Secrets;

/// <summary>
/// Reads the flat part of YAML as names and values, from bytes to bytes: a map at the left margin whose values are plain or quoted text on one
/// line, or a literal block (<c>|</c>). Anchors, aliases, tags, lists and what is nested refuse themselves; nothing is ever expanded. Plain
/// text is taken as it is written, <c>yes</c> and <c>0123</c> too; <c>~</c> and <c>null</c> are no value. See decision 18.
/// </summary>
internal static class YamlMap
{
    private const string Nested = "a nested value is not taken: the file is one map of names and text";
    private const string Runs = "text over several lines is written with |, or on one line in quotes";

    /// <param name="text">UTF-8 without NUL.</param>
    /// <param name="most">The most names.</param>
    /// <param name="takesComments">Entries have the comments above them.</param>
    public static DotEnv Parse(ReadOnlySpan<byte> text, int most, bool takesComments)
    {
        var result = DotEnv.Empty(most);
        var comment = takesComments ? new DotEnvComment() : null;
        var rest = new YamlLines(text);
        while (!result.IsFull && rest.Next(out var line, out var at))
        {
            var kept = line.TrimEnd(DotEnv.Blanks);
            if (kept is [] or [(byte)'#', ..])
            {
                comment?.Read(kept);
                continue;
            }
            if (kept.SequenceEqual("---"u8) && result.Entries.Count == 0)
            {
                continue;
            }
            if (kept.SequenceEqual("..."u8) || kept.SequenceEqual("---"u8))
            {
                break;
            }
            var above = comment?.Take();
            var colon = Colon(kept);
            if (DotEnv.Blanks.Contains(kept[0]) || kept is [(byte)'-', (byte)' ', ..] || colon < 0)
            {
                result.Refuse(at, colon < 0 ? "a line is NAME: value" : Nested);
                rest.SkipIndented();
                continue;
            }
            var (value, problem) = Value(kept[(colon + 1)..].Trim(DotEnv.Blanks), ref rest);
            result.Take(Unquoted(kept[..colon].TrimEnd(DotEnv.Blanks)), value, at, problem, above);
        }
        return result;
    }

    /// <summary>Where the colon behind a name stands: before a blank or at the end; less than 0: nowhere.</summary>
    public static int Colon(ReadOnlySpan<byte> line)
    {
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == ':' && (at + 1 == line.Length || DotEnv.Blanks.Contains(line[at + 1])))
            {
                return at;
            }
        }
        return -1;
    }

    private static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> name) =>
        name is [(byte)'"', .., (byte)'"'] or [(byte)'\'', .., (byte)'\''] && name.Length > 1 ? name[1..^1] : name;

    private static (byte[] Value, string? Problem) Value(ReadOnlySpan<byte> text, ref YamlLines rest)
    {
        if (text is [(byte)'|', ..])
        {
            return YamlBlock.Read(text[1..], ref rest);
        }
        var runsOn = rest.SkipIndented();
        if (text is [] or [(byte)'#', ..])
        {
            return ([], runsOn ? Nested : null);
        }
        if (text[0] is (byte)'"' or (byte)'\'')
        {
            return runsOn ? ([], Runs) : YamlQuotes.Read(text);
        }
        var problem = text[0] switch
        {
            (byte)'>' => "folded text is not taken: write it with |",
            (byte)'&' or (byte)'*' => "anchors and aliases are not taken: write the value itself",
            (byte)'!' => "tags are not taken: write the value alone",
            (byte)'{' or (byte)'[' => Nested,
            (byte)'%' or (byte)'@' or (byte)'`' or (byte)',' or (byte)']' or (byte)'}' => "YAML keeps this first sign for itself: write the value in quotes",
            (byte)'-' or (byte)'?' when text.Length == 1 || DotEnv.Blanks.Contains(text[1]) => Nested,
            _ => runsOn ? Runs : null,
        };
        return problem is null ? Plain(text) : ([], problem);
    }

    private static (byte[] Value, string? Problem) Plain(ReadOnlySpan<byte> text)
    {
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at] == '#' && DotEnv.Blanks.Contains(text[at - 1]))
            {
                text = text[..at].TrimEnd(DotEnv.Blanks);
            }
        }
        if (Colon(text) >= 0)
        {
            return ([], "a colon before a space would begin another name: write the value in quotes");
        }
        if (text.SequenceEqual("~"u8) || text.SequenceEqual("null"u8) || text.SequenceEqual("Null"u8) || text.SequenceEqual("NULL"u8))
        {
            return ([], null);
        }
        var value = JsonMap.Room(text.Length);
        text.CopyTo(value);
        return (value, null);
    }
}
