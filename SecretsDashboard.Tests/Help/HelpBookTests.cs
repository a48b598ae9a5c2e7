using System.Text.RegularExpressions;
using Bunit;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using SecretsDashboard.Help;
using SecretsDashboard.Tests.Architecture;

namespace SecretsDashboard.Tests.Help;

/// <summary>The pages of the help are the files of the repository: all of them are there, and every link in them leads somewhere in both places.</summary>
public sealed partial class HelpBookTests : BunitContext
{
    private static readonly string Docs = Path.Combine(SourceFile.Root(), "docs");

    public static TheoryData<string> Names => [.. HelpBook.Pages.Select(page => page.Name)];

    public HelpBookTests()
    {
        // the copy buttons of MudBlazor have tooltips
        JSInterop.Mode = JSRuntimeMode.Loose;
        MudBlazor.Services.ServiceCollectionExtensions.AddMudServices(Services);
    }

    [Fact]
    public void Pages_EveryFileOfTheFolder_IsOne() => Assert.Equal(
        Directory.EnumerateFiles(Path.Combine(Docs, "help"), "*.md").Select(file => Path.GetFileNameWithoutExtension(file)).Concat(["api", "encryption", "operations"]).Order(StringComparer.Ordinal),
        HelpBook.Pages.Select(page => page.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Text_OfEveryPage_IsTheFileAndCanBeShown(string name)
    {
        var page = HelpBook.Find(name)!;

        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Docs, page.File)), page.Text);
        var shown = Render<HelpText>(parameters => parameters.Add(text => text.Page, page));
        Assert.Equal(page.Title, shown.Find("h1").TextContent);
        Assert.Equal(page.Summary, shown.Find("p.lead").TextContent.ReplaceLineEndings(" "));
        Assert.Equal(page.Sections.Select(section => (section.Name, section.Anchor)), shown.FindAll("h2, h3").Select(heading => (heading.TextContent.ReplaceLineEndings(" "), heading.Id!)));
        Assert.Equal(page.Sections.Count, page.Sections.Select(section => section.Anchor).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Links_OfEveryPage_LeadSomewhereInBothPlaces(string name)
    {
        var page = HelpBook.Find(name)!;
        foreach (var link in page.Content.Descendants<LinkInline>().Select(link => link.Url!).Where(link => !link.StartsWith("https://", StringComparison.Ordinal)))
        {
            var parts = link.Split('#');
            var file = Path.GetFullPath(Path.Combine(Docs, Path.GetDirectoryName(page.File)!, parts[0] == "" ? Path.GetFileName(page.File) : parts[0]));
            Assert.True(File.Exists(file), $"{page.File}: {link}");
            if (HelpBook.Pages.FirstOrDefault(other => Path.Combine(Docs, other.File) == file) is { } target)
            {
                Assert.StartsWith(target.Address, HelpBook.AddressOf(page, link), StringComparison.Ordinal);
                Assert.True(parts.Length == 1 || target.Sections.Any(section => section.Anchor == parts[1]), $"{page.File}: {link}");
            }
            else
            {
                Assert.Null(HelpBook.AddressOf(page, link));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Served_EveryPage_HasNoLinkThatLeadsNowhere(string name)
    {
        var links = new HelpDocument("served.md", HelpBook.Served(HelpBook.Find(name)!)).Content.Descendants<LinkInline>().Select(link => link.Url!).ToList();

        Assert.All(links, link => Assert.Matches("^https://|^/help/[a-z-]+\\.md(#|$)", link));
    }

    [Fact]
    public void Served_Links_LeadToMarkdownOrBecomeText()
    {
        var page = new HelpDocument("help/x.md", "# X\n\nIt is [well](naming.md#patterns), `[not a link](naming.md)`, [`here`](#x) and [**gone** far](../decisions/0019-help-from-markdown.md).\n");

        Assert.Equal("# X\n\nIt is [well](/help/naming.md#patterns), `[not a link](naming.md)`, `here` and **gone** far.\n", HelpBook.Served(page));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<b onclick=\"x\">bold</b>")]
    [InlineData("`<i>`")]
    public void Html_InAPage_IsText(string html)
    {
        var shown = Render<HelpText>(parameters => parameters.Add(text => text.Page, new HelpDocument("x.md", $"# X\n\nIt is.\n\n{html}\n")));

        Assert.Contains(html.Trim('`'), shown.Find(":root > p:last-of-type, p:last-of-type").TextContent, StringComparison.Ordinal);
        Assert.Empty(shown.FindAll("script, b, i"));
    }

    [Theory]
    [InlineData("# X\n\nIt is.\n\n> quoted\n")]
    [InlineData("# X\n\nIt is.\n\n![a picture](x.png)\n")]
    public void Piece_ThatNothingShows_IsNoPage(string text) =>
        Assert.Throws<NotSupportedException>(() => Render<HelpText>(parameters => parameters.Add(each => each.Page, new HelpDocument("x.md", text))));

    [Theory]
    [InlineData("No title\n")]
    [InlineData("# X\n\n* a list\n")]
    [InlineData("## X\n\nIt is.\n")]
    public void Document_WithoutTitleAndSentence_IsRefused(string text) => Assert.Throws<InvalidDataException>(() => new HelpDocument("x.md", text));

    [Theory]
    [InlineData("API_KEY", "API_KEY of OPENAI_API_KEY, YOUR_KEY, WEBHOOK_SECRET", "CRM_TOKEN", "CRM_TOKEN of OPENAI_API_KEY, CRM_TOKEN, WEBHOOK_SECRET")]
    [InlineData("a password", "API_KEY, YOUR_KEY, WEBHOOK_SECRET", "SMTP_PASSWORD", "API_KEY, SMTP_PASSWORD, WEBHOOK_SECRET")]
    [InlineData("a webhook's", "API_KEY, YOUR_KEY, WEBHOOK_SECRET", "STRIPE_WEBHOOK_SECRET", "API_KEY, STRIPE_WEBHOOK_SECRET, STRIPE_WEBHOOK_SECRET")]
    [InlineData("lower case", "YOUR_KEY", "lower_key", "lower_key")]
    public void Names_OfASecret_StandWhereTheyFit(string what, string code, string key, string expected) => Assert.True(expected == HelpNames.Of(key)!.In(code), what);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("PATH")]
    [InlineData("A B")]
    [InlineData("<b>")]
    public void Names_ThatBreakTheRule_AreNone(string? key) => Assert.Null(HelpNames.Of(key));

    [Fact]
    public void Text_OpenedFromASecret_HasItsNameInCodeAndKeepsItOnTheWay()
    {
        var page = HelpBook.Find("use-it-in-your-program")!;
        var shown = Render<HelpText>(parameters => parameters.Add(text => text.Page, page).Add(text => text.Names, HelpNames.Of("CRM_TOKEN")));

        Assert.Contains(shown.FindAll("pre"), code => code.TextContent.Contains("process.env.CRM_TOKEN;", StringComparison.Ordinal));
        Assert.DoesNotMatch(Example(), shown.Find("h1").ParentElement!.TextContent);
        Assert.All(shown.FindAll("a.anchor"), anchor => Assert.StartsWith($"{page.Address}?key=CRM_TOKEN#", anchor.GetAttribute("href"), StringComparison.Ordinal));
    }

    [GeneratedRegex("YOUR_KEY|(?<!OPENAI_)API_KEY")]
    private static partial Regex Example();
}
