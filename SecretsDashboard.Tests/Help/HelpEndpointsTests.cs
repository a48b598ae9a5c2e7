using System.Net;
using System.Text.RegularExpressions;
using SecretsDashboard.Data;
using SecretsDashboard.Help;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Help;

/// <summary>The pages over HTTP: people who are signed in have them within the frame, programs have the Markdown.</summary>
[Collection(SharedApp.Name)]
public sealed partial class HelpEndpointsTests(TestApp app)
{
    [Fact]
    public async Task Page_SignedIn_StandsInTheFrameAndSaysItsVersion()
    {
        var visitor = await app.OwnerAtHomeAsync();

        foreach (var page in HelpBook.Pages)
        {
            using var answer = await visitor.OpenAsync(page.Address);
            var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains($"{page.Title}</h1>", text, StringComparison.Ordinal);
            Assert.Matches($"<p class=\"hint\"[^>]*>SecretsDashboard {Regex.Escape(ProgramVersion.Text)}<", text);
            Assert.Contains($"href=\"{page.Address}.md\"", text, StringComparison.Ordinal);
            Assert.Contains("id=\"navigation\"", text, StringComparison.Ordinal);
            Assert.DoesNotContain("blazor.web", text, StringComparison.Ordinal);
        }
        using var list = await visitor.OpenAsync("/help");
        Assert.All(HelpBook.Pages, page => Assert.Contains($"href=\"{page.Address}\"", list.Content.ReadAsStringAsync().Result, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("STRIPE_SECRET_KEY", true)]
    [InlineData("%3Cb%3E", false)]
    [InlineData("PATH", false)]
    public async Task Page_OfASecret_TakesAValidNameAlone(string key, bool isTaken)
    {
        using var answer = await (await app.OwnerAtHomeAsync()).OpenAsync($"/help/use-it-in-your-program?key={key}");
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(isTaken, text.Contains("The examples use your key", StringComparison.Ordinal));
        Assert.Equal(isTaken, text.Contains($"process.env.{key};", StringComparison.Ordinal));
        Assert.Equal(!isTaken, text.Contains("process.env.YOUR_KEY;", StringComparison.Ordinal));
        Assert.DoesNotContain("<b>", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/help/nothing")]
    [InlineData("/help/nothing.md")]
    [InlineData("/help/..%2Farchitecture.md")]
    public async Task Page_ThatIsNot_IsNotFound(string path)
    {
        using var answer = await (await app.OwnerAtHomeAsync()).OpenAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task List_ForPrograms_LeadsToTheMarkdownOfEveryPage()
    {
        using var stranger = app.Visit();
        using var answer = await stranger.FetchAsync("/llms.txt");
        var text = await answer.Content.ReadAsStringAsync();

        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.StartsWith("# SecretsDashboard\n\n> ", text, StringComparison.Ordinal);
        var links = Link().Matches(text);
        Assert.Equal(HelpBook.Pages.Select(page => page.Title), links.Select(link => link.Groups["title"].Value));
        foreach (var path in links.Select(link => new Uri(link.Groups["address"].Value).AbsolutePath))
        {
            using var page = await stranger.FetchAsync(path);
            Assert.Equal("text/markdown; charset=utf-8", page.Content.Headers.ContentType!.ToString());
            Assert.Equal(HelpBook.Served(HelpBook.Find(Path.GetFileNameWithoutExtension(path))!), await page.Content.ReadAsStringAsync());
        }
    }

    [GeneratedRegex(@"^- \[(?<title>[^\]]+)\]\((?<address>http[^)]+)\): \S.+$", RegexOptions.Multiline)]
    private static partial Regex Link();
}
