using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SecretsDashboard.Help;

/// <summary>
/// One page of the help, read from its Markdown. HTML in it is text like any other. It begins with its title and a paragraph that says in
/// one sentence what it is for.
/// </summary>
public sealed class HelpDocument
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).UsePreciseSourceLocation().Build();

    /// <param name="file">Its place beneath <c>docs/</c>, such as <c>help/naming.md</c>.</param>
    /// <param name="text">The Markdown.</param>
    /// <exception cref="InvalidDataException">It does not begin with a title and a paragraph.</exception>
    public HelpDocument(string file, string text)
    {
        (File, Text, Content) = (file, text, Markdown.Parse(text, Pipeline));
        if (Content is not [HeadingBlock { Level: 1 } title, ParagraphBlock summary, ..])
        {
            throw new InvalidDataException($"docs/{file} does not begin with a title and a paragraph.");
        }
        (Title, Summary) = (WordsOf(title.Inline), WordsOf(summary.Inline));
        Sections = [.. Content.Descendants<HeadingBlock>().Where(heading => heading.Level > 1).Select(heading => new HelpSection(WordsOf(heading.Inline), AnchorOf(heading), heading.Level))];
    }

    public string File { get; }

    /// <summary>The last part of its address: the file's name without its ending.</summary>
    public string Name => Path.GetFileNameWithoutExtension(File);

    public string Address => $"/help/{Name}";

    public string Title { get; }

    /// <summary>What it is for, in a sentence.</summary>
    public string Summary { get; }

    /// <summary>The Markdown as it stands in the file.</summary>
    public string Text { get; }

    /// <summary>All of it, the title and the sentence included.</summary>
    public MarkdownDocument Content { get; }

    /// <summary>The headings beneath the title, in their order.</summary>
    public IReadOnlyList<HelpSection> Sections { get; }

    /// <summary>The anchor of a heading, as GitHub makes it as well.</summary>
    public static string AnchorOf(HeadingBlock heading) => heading.GetAttributes().Id ?? "";

    /// <summary>What is said, without how it looks.</summary>
    public static string WordsOf(ContainerInline? inlines) => string.Concat((inlines?.Descendants() ?? []).Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => " ",
        _ => "",
    }));
}
