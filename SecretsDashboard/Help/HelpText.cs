using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace SecretsDashboard.Help;

/// <summary>
/// Writes a help page as elements, one for each piece of its Markdown, and never as HTML out of a text. A piece that it does not know is a mistake
/// in the page, which the tests find: it throws.
/// </summary>
public sealed class HelpText : ComponentBase
{
    [Parameter, EditorRequired] public HelpDocument Page { get; set; } = default!;

    /// <summary>The name for the examples; null: their own.</summary>
    [Parameter] public HelpNames? Names { get; set; }

    /// <summary>The query that links to other places of this page keep.</summary>
    private string Kept => Names is null ? "" : $"?key={Names.Key}";

    protected override void BuildRenderTree(RenderTreeBuilder builder) => Blocks(builder, Page.Content);

    private void Blocks(RenderTreeBuilder builder, IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
        {
            Write(builder, block);
        }
    }

    private void Write(RenderTreeBuilder builder, Block block)
    {
        switch (block)
        {
            case HeadingBlock heading:
                Heading(builder, heading);
                break;
            case ParagraphBlock paragraph:
                Element(builder, "p", within => Inlines(within, paragraph.Inline!), block == Page.Content[1] ? "lead" : null);
                break;
            case ListBlock list:
                Element(builder, list.IsOrdered ? "ol" : "ul", within => Items(within, list));
                break;
            case FencedCodeBlock code:
                Code(builder, code);
                break;
            case Table table:
                builder.OpenElement(0, "div");
                builder.AddAttribute(1, "class", "framed");
                Element(builder, "table", within => Rows(within, table));
                builder.CloseElement();
                break;
            default:
                throw new NotSupportedException($"docs/{Page.File}, line {block.Line + 1}: {block.GetType().Name}");
        }
    }

    private void Heading(RenderTreeBuilder builder, HeadingBlock heading)
    {
        builder.OpenElement(0, $"h{heading.Level}");
        if (heading.Level == 1)
        {
            builder.AddAttribute(1, "tabindex", "-1");
            Inlines(builder, heading.Inline!);
        }
        else
        {
            builder.AddAttribute(1, "id", HelpDocument.AnchorOf(heading));
            builder.OpenElement(2, "a");
            builder.AddAttribute(3, "class", "anchor");
            builder.AddAttribute(4, "href", $"{Page.Address}{Kept}#{HelpDocument.AnchorOf(heading)}");
            Inlines(builder, heading.Inline!);
            builder.CloseElement();
        }
        builder.CloseElement();
    }

    // a list whose items are single sentences has no paragraphs in it
    private void Items(RenderTreeBuilder builder, ListBlock list)
    {
        foreach (var item in list.Cast<ListItemBlock>())
        {
            Element(builder, "li", within =>
            {
                if (!list.IsLoose && item[0] is ParagraphBlock only)
                {
                    Inlines(within, only.Inline!);
                    Blocks(within, item.Skip(1));
                }
                else
                {
                    Blocks(within, item);
                }
            });
        }
    }

    private void Code(RenderTreeBuilder builder, FencedCodeBlock code)
    {
        builder.OpenComponent<HelpCode>(0);
        builder.AddComponentParameter(1, nameof(HelpCode.Text), Named(code.Lines.ToString()));
        builder.AddComponentParameter(2, nameof(HelpCode.Language), code.Info);
        builder.CloseComponent();
    }

    private void Rows(RenderTreeBuilder builder, Table table)
    {
        var rows = table.Cast<TableRow>().ToLookup(row => row.IsHeader);
        var heads = rows[true].SelectMany(Cells).Select(cell => HelpDocument.WordsOf(cell?.Inline)).ToList();
        Element(builder, "thead", head => Rows(head, rows[true], "th", heads));
        Element(builder, "tbody", body => Rows(body, rows[false], "td", heads));
    }

    // of three columns and more the ones between say on a narrow screen what they are
    private void Rows(RenderTreeBuilder builder, IEnumerable<TableRow> rows, string name, List<string> heads)
    {
        foreach (var row in rows)
        {
            builder.OpenElement(0, "tr");
            foreach (var (index, text) in Cells(row).Index())
            {
                builder.OpenElement(1, text is null ? "td" : name);
                builder.AddAttribute(2, "data-head", name == "td" && index > 0 && index < heads.Count - 1 ? heads[index] : null);
                Inlines(builder, text?.Inline);
                builder.CloseElement();
            }
            builder.CloseElement();
        }
    }

    private static IEnumerable<ParagraphBlock?> Cells(TableRow row) => row.Cast<TableCell>().Select(cell => cell.OfType<ParagraphBlock>().SingleOrDefault());

    private void Inlines(RenderTreeBuilder builder, ContainerInline? inlines)
    {
        foreach (var inline in inlines ?? [])
        {
            Write(builder, inline);
        }
    }

    private void Write(RenderTreeBuilder builder, Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                builder.AddContent(0, literal.Content.ToString());
                break;
            case LineBreakInline:
                builder.AddContent(0, "\n");
                break;
            case CodeInline code:
                Element(builder, "code", within => within.AddContent(0, Named(code.Content)), translate: false);
                break;
            case EmphasisInline emphasis:
                Element(builder, emphasis.DelimiterCount == 2 ? "strong" : "em", within => Inlines(within, emphasis));
                break;
            case LinkInline { IsImage: false } link:
                Link(builder, link);
                break;
            default:
                throw new NotSupportedException($"docs/{Page.File}, line {inline.Line + 1}: {inline.GetType().Name}");
        }
    }

    private void Link(RenderTreeBuilder builder, LinkInline link)
    {
        if (HelpBook.AddressOf(Page, link.Url!) is not { } address)
        {
            Inlines(builder, link);
            return;
        }
        var isHere = address.StartsWith(Page.Address + "#", StringComparison.Ordinal);
        builder.OpenElement(0, "a");
        builder.AddAttribute(1, "href", isHere ? Page.Address + Kept + address[Page.Address.Length..] : address);
        Inlines(builder, link);
        builder.CloseElement();
    }

    private string Named(string code) => Names?.In(code) ?? code;

    private static void Element(RenderTreeBuilder builder, string name, Action<RenderTreeBuilder> content, string? type = null, bool translate = true)
    {
        builder.OpenElement(0, name);
        builder.AddAttribute(1, "class", type);
        builder.AddAttribute(2, "translate", translate ? null : "no");
        content(builder);
        builder.CloseElement();
    }
}
