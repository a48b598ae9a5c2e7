using System.Text.RegularExpressions;

namespace SecretsDashboard.Tests.Architecture;

/// <summary>
/// How the program speaks: a sentence has its subject first, so none begins with a relative clause (Who, What, Where …) unless it asks, and
/// none uses turns that readers stumble over. It looks at what is between quotes or tags, never at comments.
/// </summary>
internal static partial class SentenceRule
{
    /// <summary>The sentences of a source file that break it.</summary>
    public static IEnumerable<string> Broken(SourceFile file) =>
        file.Lines.Where(line => !Comment().IsMatch(line))
            .SelectMany(line => Spoken().Matches(line).Select(match => match.Value))
            .SelectMany(text => Relative().Matches(text).Concat(Turns().Matches(text)).Select(match => $"{file.Path}: {match.Value.Trim()}"));

    [GeneratedRegex(@"^\s*(///?|\*|@\*|/\*)")]
    private static partial Regex Comment();

    // in quotes of any kind, or what stands in markup
    [GeneratedRegex("""(?:"(?:[^"\\]|\\.)*")|(?:`[^`]*`)|(?:>[^<>]+(?:<|$))|(?:^\s+[A-Z][^<>{};=]+$)""")]
    private static partial Regex Spoken();

    [GeneratedRegex("""(?:^[>"`\s]*|[.!?] )(?:Who|Whoever|Whom|What|Whatever|Where|Wherever) [a-z][^.?!"`<]*(?![^.?!"`<]*\?)[.!:;"`<]""")]
    private static partial Regex Relative();

    [GeneratedRegex(@"\b(?:but for|is none of|is none|has not the right|of whom)\b")]
    private static partial Regex Turns();
}
