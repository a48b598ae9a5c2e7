using System.Text;
using SecretsDashboard.Data;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Help;

/// <summary>
/// The help for programs that read: a list of its pages (<c>/llms.txt</c>) and their Markdown. Everybody is given it, because it says nothing of
/// this instance that an open source does not.
/// </summary>
internal static class HelpEndpoints
{
    public static void MapHelp(this WebApplication app)
    {
        app.MapGet("/llms.txt", (SiteAddress site) => Results.Text(List(site.PublicOrigin), "text/plain", Encoding.UTF8)).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/help/{name}.md", (string name) => HelpBook.Find(name) is { } page ? Results.Text(HelpBook.Served(page), "text/markdown", Encoding.UTF8) : Results.NotFound())
            .AllowAnonymous().ExcludeFromDescription();
    }

    // the form of llmstxt.org
    private static string List(string origin)
    {
        var text = new StringBuilder("# SecretsDashboard\n\n> A self-hosted secrets manager for teams. People manage API keys, tokens and passwords as a table of keys and environments; programs receive them with a service token. Nobody reads a stored value back.\n\n")
            .Append($"This is version {ProgramVersion.Text}. Programs call the API at {origin}/api/v1; {origin}/openapi/v1.json describes it.\n");
        foreach (var (name, pages) in HelpBook.Parts)
        {
            text.Append($"\n## {name}\n\n");
            foreach (var page in pages)
            {
                text.Append($"- [{page.Title}]({origin}{page.Address}.md): {page.Summary}\n");
            }
        }
        return text.ToString();
    }
}
