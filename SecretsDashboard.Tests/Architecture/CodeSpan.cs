namespace SecretsDashboard.Tests.Architecture;

/// <summary>Finds where a bracket or a text of C# closes, over texts, characters and comments within.</summary>
internal static class CodeSpan
{
    /// <summary>The place behind what closes the bracket or quotation mark at <paramref name="from"/>.</summary>
    public static int End(string text, int from)
    {
        if (text[from] == '"')
        {
            return EndOfText(text, from);
        }
        var close = text[from] switch { '(' => ')', '[' => ']', '{' => '}', _ => throw new ArgumentException($"There is no bracket but {text[from]}.") };
        var next = from + 1;
        while (text[next] != close)
        {
            next = text[next] switch
            {
                '(' or '[' or '{' or '"' => End(text, next),
                '\'' => text.IndexOf('\'', text[next + 1] == '\\' ? next + 3 : next + 2) + 1,
                '/' when text[next + 1] == '/' => text.IndexOf('\n', next),
                _ => next + 1,
            };
        }
        return next + 1;
    }

    private static int EndOfText(string text, int from)
    {
        var next = from + 1;
        while (text[next] != '"')
        {
            next = text[next] == '\\' ? next + 2
                : text[next] == '{' && text[from - 1] == '$' && text[next + 1] != '{' ? End(text, next)
                : next + 1;
        }
        return next + 1;
    }
}
