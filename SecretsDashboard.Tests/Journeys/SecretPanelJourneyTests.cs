using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>The panel of a secret, and the address that says what the page shows.</summary>
[Collection(SecretsBrowser.Name)]
public sealed class SecretPanelJourneyTests(BrowserFixture browser, TestApp app)
{
    [Fact]
    public async Task Panel_Opened_StandsInTheAddressAndGivesTheFocusBack()
    {
        var project = await SeedAsync();
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(project);

        await journey.Button("API_KEY").ClickAsync();
        await Expect(Panel(journey, "API_KEY")).ToContainTextAsync("Development");
        await Expect(journey.Page).ToHaveURLAsync($"{journey.Address}/projects/{project}?secret=API_KEY");
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "API_KEY" })).ToBeFocusedAsync();
        await journey.Page.ReloadAsync();
        await Expect(Panel(journey, "API_KEY")).ToContainTextAsync("Development");
        await journey.Page.Keyboard.PressAsync("Escape");
        await Expect(Panel(journey, "API_KEY")).ToHaveCountAsync(0);
        await Expect(journey.Button("API_KEY")).ToBeFocusedAsync();
        await Expect(journey.Page).ToHaveURLAsync($"{journey.Address}/projects/{project}");

        await journey.Page.GoBackAsync();
        await Expect(Panel(journey, "API_KEY")).ToBeVisibleAsync();
        // another key takes its place
        await journey.Button("BOT_TOKEN").ClickAsync();
        await Expect(Panel(journey, "BOT_TOKEN")).ToContainTextAsync("Development");
        await Expect(Panel(journey, "API_KEY")).ToHaveCountAsync(0);
        await journey.Button("Close panel").ClickAsync();
        await Expect(Panel(journey, "BOT_TOKEN")).ToHaveCountAsync(0);
        await Expect(journey.Button("BOT_TOKEN")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Panel_ValueTypedInPlace_IsStoredAndShown()
    {
        var project = await SeedAsync();
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenAsync($"/projects/{project}?secret=API_KEY", "Secrets");

        await journey.Button("Set value in Staging").ClickAsync();
        await Expect(journey.Field("New value for Staging")).ToBeFocusedAsync();
        // Esc leaves the field, then the panel
        await journey.Page.Keyboard.PressAsync("Escape");
        await Expect(journey.Field("New value for Staging")).ToHaveCountAsync(0);
        await Expect(journey.Button("Set value in Staging")).ToBeFocusedAsync();
        await journey.Button("Set value in Staging").ClickAsync();
        await Expect(journey.Field("New value for Staging")).ToBeFocusedAsync();
        await journey.Page.Keyboard.TypeAsync("synthetic-staging");
        await journey.Page.Keyboard.PressAsync("Enter");

        await Expect(journey.Button("Replace value in Staging")).ToBeVisibleAsync();
        await Expect(Panel(journey, "API_KEY")).ToBeVisibleAsync();
        Assert.Equal("synthetic-staging"u8.ToArray(), await StoredValues.OpenAsync(app.Services, project, "API_KEY", "staging"));
        await journey.Page.GetByRole(AriaRole.Tab, new() { Name = "Values" }).FocusAsync();
        await journey.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(journey.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Version 1 in Staging" })).ToBeVisibleAsync();
        await Expect(Panel(journey, "API_KEY")).ToContainTextAsync($"{TestApp.OwnerName} changed API_KEY in Staging");
        await journey.Page.GetByRole(AriaRole.Link, new() { Name = "Show it in the audit log" }).ClickAsync();
        await Expect(journey.Page).ToHaveURLAsync($"{journey.Address}/projects/{project}/audit?secret=API_KEY");
    }

    [Fact]
    public async Task Panel_CopyPressed_CopiesWhatItSays()
    {
        var project = await SeedAsync();
        await using var journey = await Journey.SignedInAsync(browser, app, options => options.Permissions = ["clipboard-read", "clipboard-write"]);
        await journey.OpenAsync($"/projects/{project}?secret=API_KEY", "Secrets");

        foreach (var form in (string[])["API_KEY", "process.env.API_KEY", "os.environ[\"API_KEY\"]", "$API_KEY"])
        {
            await journey.Button($"Copy {form}").ClickAsync();
            await Expect(journey.Button("Copied").First).ToBeVisibleAsync();
            Assert.Equal(form, await journey.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));
        }
        await journey.Button("Copy secrets run --only API_KEY -- …").ClickAsync();
        await Expect(journey.Page.Locator("[data-copied][data-copies^=secrets]")).ToBeVisibleAsync();
        Assert.Equal("secrets run --only API_KEY -- ", await journey.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"));

        await journey.Button("A program does not get it?").ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "A program does not get it?" })).ToBeFocusedAsync();
        await Expect(journey.Page.GetByRole(AriaRole.List, new() { Name = "Checks" })).ToContainTextAsync("Production has a value: version 1, set");
        await Panel(journey, "API_KEY").GetByLabel("Environment").SelectOptionAsync("Staging");
        await Expect(journey.Page.GetByRole(AriaRole.List, new() { Name = "Checks" })).ToContainTextAsync("Staging has no value, so programs there do not get it.");
        await journey.Button("Back").ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "API_KEY" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Panel_OfASecretThatIsGone_SaysSo()
    {
        var project = await SeedAsync();
        await using var journey = await Journey.SignedInAsync(browser, app);

        await journey.OpenAsync($"/projects/{project}?secret=NEVER_WAS", "Secrets");
        await Expect(Panel(journey, "NEVER_WAS")).ToContainTextAsync("No secret of this project has this key.");
        await journey.OpenAsync($"/projects/{project}?secret=API_KEY", "Secrets");
        await journey.Button("Delete secret").ClickAsync();
        await journey.Button("Delete").ClickAsync();

        await Expect(journey.Row("API_KEY")).ToHaveCountAsync(0);
        await Expect(Panel(journey, "API_KEY")).ToHaveCountAsync(0);
        await Expect(journey.Page).ToHaveURLAsync($"{journey.Address}/projects/{project}");
    }

    [Fact]
    public async Task Address_SaysWhatIsShown_AndIsFollowedBack()
    {
        var project = await SeedAsync();
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(project);
        var count = journey.Page.Locator(".view-bar").GetByRole(AriaRole.Status);
        await Expect(count).ToHaveTextAsync("2 secrets");

        await journey.Field("Filter by type").SelectOptionAsync("Token");
        await Expect(count).ToHaveTextAsync("1 of 2");
        await journey.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search secrets" }).FillAsync("bot");
        await Expect(journey.Page).ToHaveURLAsync($"{journey.Address}/projects/{project}?search=bot&type=token");
        await journey.Page.ReloadAsync();
        await Expect(count).ToHaveTextAsync("1 of 2");
        await Expect(journey.Field("Filter by type")).ToHaveValueAsync("Token");
        await journey.Page.GoBackAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search secrets" })).ToHaveValueAsync("");
        await journey.Button("Clear").ClickAsync();
        await Expect(count).ToHaveTextAsync("2 secrets");
        await Expect(journey.Page).ToHaveURLAsync($"{journey.Address}/projects/{project}");

        await journey.Button("Key").ClickAsync();
        await Expect(journey.Page).ToHaveURLAsync($"{journey.Address}/projects/{project}?order=down");
        await Expect(journey.Page.GetByRole(AriaRole.Rowheader).First).ToHaveAccessibleNameAsync("BOT_TOKEN");
        await journey.Page.GoBackAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Rowheader).First).ToHaveAccessibleNameAsync("API_KEY");
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Axe_PanelAndLooks_FindsNothing(int width)
    {
        var project = await SeedAsync();
        await using var journey = await Journey.SignedInAsync(browser, app, options => (options.ViewportSize, options.ReducedMotion) = (new() { Width = width, Height = 844 }, ReducedMotion.Reduce));
        await journey.OpenSecretsAsync(project);
        await journey.Button("API_KEY").ClickAsync();
        await Expect(journey.Page.GetByText("Use in code")).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "panel of a secret");
        await journey.Button("Set value in Staging").ClickAsync();
        await Expect(journey.Field("New value for Staging")).ToBeFocusedAsync();
        await journey.Button("Set value").ClickAsync();
        await Axe.CheckAsync(journey.Page, "panel of a secret, with a message");
        await journey.Button("Cancel").ClickAsync();
        await journey.Page.GetByRole(AriaRole.Tab, new() { Name = "History" }).ClickAsync();
        await Expect(journey.Page.GetByText("added API_KEY in")).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "panel of a secret, history");
        await journey.Page.GetByRole(AriaRole.Tab, new() { Name = "Access" }).ClickAsync();
        await Expect(journey.Page.GetByText("No program has received it yet.")).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "panel of a secret, access");
        await journey.Button("A program does not get it?").ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.List, new() { Name = "Checks" })).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "panel of a secret, check");
        await journey.Page.Keyboard.PressAsync("Escape");
        await Expect(Panel(journey, "API_KEY")).ToHaveCountAsync(0);
        if (width >= 960)
        {
            await journey.Button("Columns").ClickAsync();
            await Axe.CheckAsync(journey.Page, "columns");
            await journey.Page.Keyboard.PressAsync("Escape");
            await journey.Button("Show as cards").ClickAsync();
            await Axe.CheckAsync(journey.Page, "secrets as cards");
            await journey.Button("Show as cards").ClickAsync();
        }
    }

    private static ILocator Panel(Journey journey, string key) => journey.Page.GetByRole(AriaRole.Region, new() { Name = $"Secret {key}", Exact = true });

    private async Task<string> SeedAsync()
    {
        var project = await app.AddProjectAsync();
        var owner = (await app.SetUpOwnerAsync()).Caller;
        foreach (var key in (string[])["API_KEY", "BOT_TOKEN"])
        {
            using var draft = Given.Draft(key, ("development", "synthetic"), ("production", "synthetic"));
            Assert.True((await app.Services.GetRequiredService<SecretStore>().AddAsync(owner, project, draft, CancellationToken.None)).IsSaved);
        }
        return project;
    }
}
