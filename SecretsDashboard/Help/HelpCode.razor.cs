using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;

namespace SecretsDashboard.Help;

/// <summary>Lines of code as a help page shows them.</summary>
public sealed partial class HelpCode
{
    private const int Longest = 40;

    [Parameter, EditorRequired] public string Text { get; set; } = "";

    /// <summary>The language; null: nothing that has remarks.</summary>
    [Parameter] public string? Language { get; set; }

    // the beginning tells several of them apart
    private string Label => FirstLine.Length > Longest ? FirstLine[..Longest] + "…" : FirstLine;

    private string FirstLine => Text.Split('\n')[0].Trim();

    private RenderFragment Parts => builder =>
    {
        var start = 0;
        foreach (var remark in Remark()?.Matches(Text) ?? Enumerable.Empty<Match>())
        {
            builder.AddContent(0, Text[start..remark.Index]);
            builder.OpenElement(1, "span");
            builder.AddAttribute(2, "class", "remark");
            builder.AddContent(3, remark.Value);
            builder.CloseElement();
            start = remark.Index + remark.Length;
        }
        builder.AddContent(4, Text[start..]);
    };

    private Regex? Remark() => Language switch
    {
        "sh" or "python" or "yaml" or "dockerfile" => Hash(),
        "js" or "csharp" or "go" => Slashes(),
        _ => null,
    };

    [GeneratedRegex(@"(?<=^|\s{2})#.*$", RegexOptions.Multiline)]
    private static partial Regex Hash();

    [GeneratedRegex(@"(?<=^|\s{2})//.*$", RegexOptions.Multiline)]
    private static partial Regex Slashes();
}
