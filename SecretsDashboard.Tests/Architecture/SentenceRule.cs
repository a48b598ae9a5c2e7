using System.Text.RegularExpressions;

namespace SecretsDashboard.Tests.Architecture;

/// <summary>
/// How the program and its pages of text speak: a sentence has its subject first, so none begins with a relative clause (Who, What, Where …) unless
/// it asks, and none uses turns that readers stumble over. Of source it looks at what is between quotes or tags, never at comments; of Markdown
/// at all but headings and code.
/// </summary>
internal static partial class SentenceRule
{
    /// <summary>The sentences of a source file that break it.</summary>
    public static IEnumerable<string> Broken(SourceFile file) =>
        file.Lines.Where(line => !Comment().IsMatch(line))
            .SelectMany(line => Spoken().Matches(line).Select(match => match.Value))
            .SelectMany(text => Relative().Matches(text).Concat(Turns().Matches(text)).Select(match => $"{file.Path}: {match.Value.Trim()}"));

    /// <summary>The sentences of a Markdown file that break it.</summary>
    public static IEnumerable<string> BrokenText(string path, string markdown)
    {
        // a sentence goes on in the next line; a list, a table and an empty line begin anew
        var text = Wrapped().Replace(CodeSpan().Replace(Heading().Replace(Block().Replace(markdown, "\n"), ""), "x"), " ");
        return RelativeText().Matches(text).Select(match => match.Groups["sentence"].Value).Concat(Turns().Matches(text).Select(match => Around(text, match)))
            .Select(found => $"{path}: {found.Trim()}");
    }

    private static string Around(string text, Match match) => text[Math.Max(0, match.Index - 30)..Math.Min(text.Length, match.Index + match.Length + 30)].ReplaceLineEndings(" ");

    [GeneratedRegex(@"^\s*(///?|\*|@\*|/\*)")]
    private static partial Regex Comment();

    // in quotes of any kind, or what stands in markup
    [GeneratedRegex("""(?:"(?:[^"\\]|\\.)*")|(?:`[^`]*`)|(?:>[^<>]+(?:<|$))|(?:^\s+[A-Z][^<>{};=]+$)""")]
    private static partial Regex Spoken();

    [GeneratedRegex("""(?:^[>"`\s]*|[.!?] )(?:Who|Whoever|Whom|What|Whatever|Where|Wherever) [a-zA-Z][^.?!"`<]*(?![^.?!"`<]*\?)[.!:;"`<]""")]
    private static partial Regex Relative();

    // where a paragraph, an item or a cell begins, or after a sentence; a column may say "What to do"
    [GeneratedRegex("""(?:^[\s*|>-]*(?:\d+\. )?|[.!?:] |\| )[*_"]*(?<sentence>(?:Who|Whoever|Whom|What|Whatever|Where|Wherever)(?! to do \|) [a-zA-Z`][^.?!|\n]*(?:[.!|\n]|$))""", RegexOptions.Multiline)]
    private static partial Regex RelativeText();

    [GeneratedRegex(@"\b(?:but for|(?:is|are) none|ha(?:s|ve) not the right|of whom|who(?:m)?ever)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Turns();

    [GeneratedRegex(@"^(?<fence>```+).*?^\k<fence>", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^#+ .*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("(?<ticks>`+)[^\n]*?\\k<ticks>")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"\n(?=[^\s*|>\d-])")]
    private static partial Regex Wrapped();
}
