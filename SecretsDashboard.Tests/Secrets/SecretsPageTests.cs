using Bunit;
using SecretsDashboard.Access;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>The page of a project's secrets: what the table shows to whom, and that what was saved or deleted shows.</summary>
public sealed class SecretsPageTests : ComponentTest
{
    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
        SignIn(manager);
    }

    [Fact]
    public void Empty_ForAManager_OffersToAddTheFirst()
    {
        var screen = RenderPage();

        screen.Heading("Add the first secret");
        Assert.True(screen.HasButton("Add Secret"));
        screen.Button("Add a secret").Click();
        screen.Dialog("Add Secret");
    }

    [Fact]
    public async Task Empty_ForAViewer_OffersNothing()
    {
        SignIn(await Callers.ViewerOfAsync("bot"));

        var screen = RenderPage();

        Assert.Empty(screen.FindAll("button"));
        Assert.Contains("You have read-only access.", screen.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Table_Rows_ShowDotsOrNotSetAndNeverAValue()
    {
        await Given.SecretAsync(manager, "API_KEY", ("development", "hush-one"), ("production", "x"));
        await Given.SecretAsync(manager, "TOKEN", ("staging", new string('h', 500)));

        var screen = RenderPage();

        Assert.Equal(["Key", "Description", "Type", "Development", "Staging", "Production", "Changed", "Delivered", "Created", "Actions"], screen.Columns());
        Assert.Equal(
            [["API_KEY", "", "API key", "••••••••", "Not set", "••••••••", "Adam Admin", "Never", "Adam Admin", ""], ["TOKEN", "", "Token", "Not set", "••••••••", "Not set", "Adam Admin", "Never", "Adam Admin", ""]],
            screen.Rows());
        Assert.DoesNotContain("hush", screen.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Table_ForAnEditor_HasButtonsForEachRow()
    {
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"));
        SignIn(await Callers.EditorOfAsync("bot"));

        var screen = RenderPage();

        Assert.True(screen.HasButton("Add Secret"));
        screen.Button("Edit API_KEY").Click();
        screen.Dialog("Edit Secret");
    }

    [Fact]
    public async Task Table_ForAViewer_HasNoneOfThem()
    {
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"));
        SignIn(await Callers.ViewerOfAsync("bot"));

        var screen = RenderPage();

        Assert.Single(screen.Rows());
        Assert.Equal(["Key", "Description", "Type", "Development", "Staging", "Production", "Changed", "Delivered", "Created"], screen.Columns());
        Assert.Equal(screen.Columns().Count, screen.Rows()[0].Length);
        Assert.All((string[])["Add Secret", "Edit API_KEY", "Delete API_KEY"], name => Assert.False(screen.HasButton(name)));
    }

    [Fact]
    public async Task Filters_SearchTypeAndMissing_NarrowTheTable()
    {
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"));
        await Given.SecretAsync(manager, "BOT_TOKEN", ("development", "one"), ("production", "two"));
        var screen = RenderPage();

        await screen.TypeAsync("Search secrets", "bot_");
        screen.WaitForAssertion(() => Assert.Equal(["BOT_TOKEN"], screen.Rows().Select(row => row[0])));
        await screen.TypeAsync("Search secrets", "");
        screen.WaitForAssertion(() => Assert.Equal(2, screen.Rows().Count));
        screen.Field("Filter by type").Change("ApiKey");
        screen.WaitForAssertion(() => Assert.Equal(["API_KEY"], screen.Rows().Select(row => row[0])));
        screen.Field("Filter by type").Change("");
        screen.WaitForAssertion(() => Assert.Equal(2, screen.Rows().Count));
        var production = screen.Field("Filter by missing value").QuerySelectorAll("option").Single(option => Screen.TextOf(option) == "Not set in Production").GetAttribute("value");
        screen.Field("Filter by missing value").Change(production);
        screen.WaitForAssertion(() => Assert.Equal(["API_KEY"], screen.Rows().Select(row => row[0])));
    }

    [Fact]
    public async Task Filters_NothingMatches_SaysSoAndShowsAllAgain()
    {
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"));
        var screen = RenderPage();

        screen.Field("Filter by type").Change("Password");
        screen.Heading("No secret matches");
        screen.Button("Show all secrets").Click();

        Assert.Single(screen.Rows());
    }

    [Fact]
    public async Task Sort_HeadingPressed_SortsAndTurnsAround()
    {
        await Given.SecretAsync(manager, "A", ("development", "one"));
        await Given.SecretAsync(manager, "B", ("development", "one"));
        var screen = RenderPage();

        screen.Button("Key").Click();

        Assert.Equal(["B", "A"], screen.Rows().Select(row => row[0]));
        Assert.Equal("descending", screen.FindAll("[role=columnheader]")[0].GetAttribute("aria-sort"));
        screen.Button("Changed").Click();
        Assert.Equal("ascending", screen.FindAll("[role=columnheader]").Single(head => Screen.TextOf(head) == "Changed").GetAttribute("aria-sort"));
    }

    [Fact]
    public async Task Pages_MoreThanFifty_AreTurned()
    {
        for (var number = 0; number < 51; number++)
        {
            await Given.SecretAsync(manager, $"KEY_{number:D2}", ("development", "one"));
        }
        var screen = RenderPage();
        Assert.Equal(50, screen.Rows().Count);

        screen.Button("Next page").Click();

        Assert.Equal(["KEY_50"], screen.Rows().Select(row => row[0]));
        screen.Button("Delete KEY_50").Click();
        screen.Button("Delete").Click();
        screen.WaitForAssertion(() => Assert.Equal(50, screen.Rows().Count));
    }

    [Fact]
    public async Task Ends_WhereTheProjectShowsThem_AreInTheCell()
    {
        await Database.Get<SecretsDashboard.Projects.ProjectStore>().ChangeAsync(manager, "bot", "Bot", false, showEnds: true, CancellationToken.None);
        await Given.SecretAsync(manager, "API_KEY", ("development", "sk-proj-aaaaaaaaaaxyz789"), ("staging", "short"));

        Assert.Equal(["sk-p****z789", "••••••••", "Not set"], RenderPage().Rows()[0][3..6]);
    }

    [Fact]
    public async Task Protected_ForAnEditor_IsMarkedInTheHeading()
    {
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"));
        await Given.ProtectAsync("production");
        SignIn(await Callers.EditorOfAsync("bot"));

        Assert.Contains("Production Protected", RenderPage().Columns());
    }

    [Fact]
    public async Task Protected_ForAManager_IsMarkedToo()
    {
        await Given.SecretAsync(manager, "API_KEY", ("production", "one"));
        await Given.ProtectAsync("production");

        var screen = RenderPage();

        Assert.Contains("Production Protected", screen.Columns());
        Assert.True(screen.HasButton("Delete API_KEY"));
    }

    [Fact]
    public async Task Protected_WithAValueThere_IsNothingAnEditorDeletes()
    {
        await Given.SecretAsync(manager, "API_KEY", ("production", "one"));
        await Given.SecretAsync(manager, "FREE", ("staging", "two"));
        await Given.ProtectAsync("production");
        SignIn(await Callers.EditorOfAsync("bot"));

        var screen = RenderPage();

        Assert.Equal((true, false, true), (screen.HasButton("Edit API_KEY"), screen.HasButton("Delete API_KEY"), screen.HasButton("Delete FREE")));
    }

    [Fact]
    public async Task Page_OfSomebodyElsesProject_IsRefused()
    {
        SignIn(await Callers.OwnerAsync());

        Assert.Throws<AccessDeniedException>(RenderPage);
    }

    private IRenderedComponent<SecretsPage> RenderPage() => Render<SecretsPage>(parameters => parameters.Add(page => page.Project, "bot"));
}
