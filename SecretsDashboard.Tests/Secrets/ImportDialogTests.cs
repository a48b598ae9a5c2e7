using Bunit;
using SecretsDashboard.Access;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>The dialog for a .env file, by the names that are promised outside.</summary>
public sealed class ImportDialogTests : ComponentTest
{
    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
        SignIn(manager);
    }

    [Fact]
    public void Fields_AreAllThereByName()
    {
        var screen = Open("Import .env");

        var text = screen.Field("File contents");
        Assert.Equal(("text", "off", "false", ""), (text.GetAttribute("name"), text.GetAttribute("autocomplete"), text.GetAttribute("spellcheck"), text.TextContent));
        Assert.All(((string, string, bool)[])[("Development", "development", true), ("Staging", "staging", false), ("Production", "production", false)], each =>
        {
            var field = screen.Field(each.Item1);
            Assert.Equal(("environment", each.Item2, each.Item3), (field.GetAttribute("name"), field.GetAttribute("value"), field.HasAttribute("checked")));
        });
        Assert.All((string[])["Show contents", "Choose file", "Preview", "Cancel"], name => Assert.False(screen.Button(name).HasAttribute("disabled")));
        Assert.True(screen.Button("Import").HasAttribute("disabled"));
        Assert.Equal(("comments", "true", true), (screen.Field("Take comments as descriptions").GetAttribute("name"), screen.Field("Take comments as descriptions").GetAttribute("value"), screen.Field("Take comments as descriptions").HasAttribute("checked")));
        Assert.Equal("/projects/bot/secrets/import/preview", screen.Find("form").GetAttribute("data-address"));
        Assert.Equal("/projects/bot/secrets/import", screen.Button("Import").GetAttribute("data-address"));
    }

    [Fact]
    public void Empty_OffersTheSameDialog()
    {
        Open("Import a .env file").Dialog("Import .env");
    }

    [Fact]
    public async Task ForAViewer_IsNotOffered()
    {
        SignIn(await Callers.ViewerOfAsync("bot"));

        var screen = RenderPage();

        Assert.All((string[])["Import .env", "Import a .env file"], name => Assert.False(screen.HasButton(name)));
        Assert.Empty(screen.FindAll("[data-env-import]"));
    }

    [Fact]
    public async Task Protected_ForAnEditor_IsLeftOutAndSaidSo()
    {
        await Given.ProtectAsync("production");
        SignIn(await Callers.EditorOfAsync("bot"));

        var screen = Open("Import .env");

        Assert.Single(screen.Fields("Development"));
        Assert.Empty(screen.Fields("Production"));
        Assert.Contains("Production is protected and left as it is: only managers change values there.", Screen.TextOf(screen.Find("form")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saved_ClosesTellsAndReloads()
    {
        var screen = Open("Import .env");
        await Given.SecretAsync(manager, "NEW", ("development", "one"));

        screen.Find("form").TriggerEvent("onformsaved", new FormSavedEventArgs { Text = "Imported 1 secret: 1 new" });

        Assert.False(screen.HasDialog());
        Assert.Equal(["Imported 1 secret: 1 new. Now delete the file: it holds the values in clear, also in your repository's history"], Notices);
        Assert.Equal(["NEW"], screen.Rows().Select(row => row[0]));
    }

    [Fact]
    public void Closed_LeavesTheTree()
    {
        var screen = Open("Import .env");

        screen.Dialog("Import .env").TriggerEvent("onclose", EventArgs.Empty);

        Assert.False(screen.HasDialog());
    }

    private IRenderedComponent<SecretsPage> RenderPage() => Render<SecretsPage>(parameters => parameters.Add(page => page.Project, "bot"));

    private IRenderedComponent<SecretsPage> Open(string button)
    {
        var screen = RenderPage();
        screen.Button(button).Click();
        return screen;
    }
}
