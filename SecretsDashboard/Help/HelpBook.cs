using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SecretsDashboard.Help;

/// <summary>
/// The help pages in their order, out of the Markdown that was built into the program: the same files that the repository shows. It knows
/// nothing of this instance, so everybody is given the same.
/// </summary>
internal static class HelpBook
{
    // what one reads first, then what one looks up
    private static readonly string[] Guides = ["help/first-steps.md", "help/use-it-in-your-program.md", "help/naming.md", "help/good-practice.md", "help/roles.md", "help/when-something-does-not-work.md"];
    private static readonly string[] References = ["operations.md", "api.md", "encryption.md"];

    /// <summary>The groups that the list shows.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<HelpDocument> Pages)> Parts { get; } =
        [("Guides", [.. Guides.Select(Read)]), ("Reference", [.. References.Select(Read)])];

    public static IReadOnlyList<HelpDocument> Pages { get; } = [.. Parts.SelectMany(part => part.Pages)];

    /// <summary>The page of this name; null: there is none.</summary>
    public static HelpDocument? Find(string? name) => Pages.FirstOrDefault(page => page.Name == name);

    /// <summary>
    /// Where a link of a page leads within the help. Files name one another as the repository needs it; what no page shows has no address here
    /// (null). Addresses of other servers stay as they are.
    /// </summary>
    public static string? AddressOf(HelpDocument from, string link, string ending = "")
    {
        if (Uri.TryCreate(link, UriKind.Absolute, out var elsewhere) && elsewhere.Scheme is "https" or "http")
        {
            return link;
        }
        var target = new Uri(new Uri($"docs://here/{from.File}"), link);
        return Pages.FirstOrDefault(page => $"/{page.File}" == target.AbsolutePath) is { } page ? $"{page.Address}{ending}{target.Fragment}" : null;
    }

    /// <summary>The Markdown as it is handed out: links lead to the Markdown of other pages, and what leads nowhere here is a text.</summary>
    public static string Served(HelpDocument page)
    {
        var text = new StringBuilder(page.Text);
        foreach (var link in page.Content.Descendants<LinkInline>().OrderByDescending(link => link.Span.Start))
        {
            if (AddressOf(page, link.Url ?? "", ".md") is { } address)
            {
                text.Remove(link.UrlSpan.Start, link.UrlSpan.Length).Insert(link.UrlSpan.Start, address);
            }
            else
            {
                var label = page.Text[(link.Span.Start + 1)..link.LabelSpanEnd()];
                text.Remove(link.Span.Start, link.Span.Length).Insert(link.Span.Start, label);
            }
        }
        return text.ToString();
    }

    // from after its bracket to the end of what it contains
    private static int LabelSpanEnd(this LinkInline link) => link.LastChild!.Span.End + 1;

    private static HelpDocument Read(string file)
    {
        using var stream = typeof(HelpBook).Assembly.GetManifestResourceStream($"docs/{file}") ?? throw new InvalidOperationException($"docs/{file} was not built into the program.");
        using var reader = new StreamReader(stream);
        return new HelpDocument(file, reader.ReadToEnd());
    }
}
