using System.Text.RegularExpressions;

namespace SecretsDashboard.Tests.Architecture;

/// <summary>What is cut with an ellipsis is cut at its own end: text that people wrote may run from right to left.</summary>
public sealed partial class CutTextTests
{
    [Fact]
    public void EveryElementThatIsCut_TakesTheDirectionOfItsText()
    {
        var cut = SourceFile.All.Where(file => file.Path.EndsWith(".css", StringComparison.Ordinal))
            .SelectMany(file => Rule().Matches(file.Text).Where(rule => rule.Groups["body"].Value.Contains("text-overflow: ellipsis", StringComparison.Ordinal))
                .SelectMany(rule => Class().Matches(rule.Groups["selector"].Value.Trim().Split(' ')[^1]).Select(name => (Scope: Scope(file.Path), Name: name.Groups[1].Value))))
            .ToList();
        var elements = SourceFile.All.Where(file => file.IsRazor)
            .SelectMany(file => Element().Matches(file.Text).Where(element => cut.Any(each => (each.Scope is null || file.Path == each.Scope) && element.Groups["class"].Value.Split(' ').Contains(each.Name)))
                .Select(element => (file.Path, element.Value)))
            .ToList();

        Assert.True(cut.Count >= 5 && elements.Count >= 10, $"{cut.Count} rules and {elements.Count} elements were found");
        Assert.Empty(elements.Where(element => !element.Value.Contains("dir=\"auto\"", StringComparison.Ordinal)).Select(element => $"{element.Path}: {element.Value}"));
    }

    // the styles of a component are its own, those of the site are everybody's
    private static string? Scope(string path) => path.EndsWith(".razor.css", StringComparison.Ordinal) ? path[..^".css".Length] : null;

    [GeneratedRegex(@"(?<selector>[^{}]+)\{(?<body>[^{}]*)\}")]
    private static partial Regex Rule();

    [GeneratedRegex(@"\.([a-z-]+)")]
    private static partial Regex Class();

    [GeneratedRegex("<[a-z][a-z0-9]* [^<>]*?class=\"(?<class>[a-z -]+)(?:@[^\"]*)?[\"][^<]*?>")]
    private static partial Regex Element();
}
