using Microsoft.Playwright;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>Projects and their environments, the look of the house, and the same on a narrow screen.</summary>
[Collection(SecretsBrowser.Name)]
public sealed class ProjectJourneyTests(BrowserFixture browser, TestApp app)
{
    [Fact]
    public async Task Project_FromCreationToDeletion()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        var taken = await app.AddProjectAsync();
        var slug = $"life-{Guid.NewGuid():N}"[..12];
        await journey.OpenAsync("/projects", "Projects");
        await journey.Button("New project").ClickAsync();
        await journey.Button("Create project").ClickAsync();
        await Expect(journey.Dialog("New project")).ToContainTextAsync("Name is required");
        await journey.Field("Name").FillAsync("Ärger & Söhne");
        await Expect(journey.Field("Slug")).ToHaveValueAsync("rger-s-hne");
        await journey.Field("Slug").FillAsync("Not A Slug");
        await journey.Button("Create project").ClickAsync();
        await Expect(journey.Dialog("New project")).ToContainTextAsync("Slug may hold a to z, 0 to 9 and hyphens");
        await journey.Field("Slug").FillAsync(taken);
        await journey.Button("Create project").ClickAsync();
        await Expect(journey.Dialog("New project")).ToContainTextAsync("A project with this slug already exists");
        await journey.Field("Slug").FillAsync(slug);
        await journey.Button("Create project").ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Add the first secret" })).ToBeVisibleAsync();
        await journey.AddAsync("API_KEY", "synthetic");

        await journey.Page.GetByRole(AriaRole.Navigation, new() { Name = "Ärger & Söhne" }).GetByRole(AriaRole.Link, new() { Name = "Settings" }).ClickAsync();
        await journey.Field("Name").FillAsync("Renamed");
        await journey.Button("Save").ClickAsync();
        await Expect(journey.Page.GetByText("Settings saved")).ToBeVisibleAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Link, new() { Name = "Renamed" })).ToBeVisibleAsync();

        await journey.Button("Delete project").ClickAsync();
        var alert = journey.Alert("Delete project");
        await Expect(alert).ToContainTextAsync("1 secret and every version");
        await Expect(alert.GetByRole(AriaRole.Textbox)).ToBeFocusedAsync();
        await alert.GetByRole(AriaRole.Textbox).FillAsync("something else");
        await alert.GetByRole(AriaRole.Button, new() { Name = "Delete project" }).ClickAsync();
        await Expect(alert).ToContainTextAsync($"Type {slug} to confirm");
        await alert.GetByRole(AriaRole.Textbox).FillAsync(slug);
        await alert.GetByRole(AriaRole.Button, new() { Name = "Delete project" }).ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Projects", Level = 1 })).ToBeVisibleAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Link, new() { Name = "Renamed" })).ToHaveCountAsync(0);
        await journey.OpenAsync($"/projects/{slug}", "Not found");
    }

    [Fact]
    public async Task Environments_AddedRenamedMovedRemoved_AreTheColumns()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        var project = await app.AddProjectAsync();
        await journey.OpenSecretsAsync(project);
        await journey.AddAsync("EVERYWHERE", "synthetic");
        await journey.OpenAsync($"/projects/{project}/settings", "Settings");
        await journey.Field("New environment").FillAsync("Preview");
        await journey.Button("Add environment").ClickAsync();
        await Expect(journey.Button("More for Preview")).ToBeVisibleAsync();
        await Expect(journey.Field("New environment")).ToHaveValueAsync("");
        await journey.Field("New environment").FillAsync("preview");
        await journey.Button("Add environment").ClickAsync();
        await Expect(journey.Page.GetByText("An environment with this name already exists")).ToBeVisibleAsync();
        await journey.ChooseAsync("More for Preview", "Rename Preview");
        await Expect(journey.Field("New name for Preview")).ToBeFocusedAsync();
        await journey.Field("New name for Preview").FillAsync("Pull requests");
        await journey.Page.GetByRole(AriaRole.Listitem).GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(journey.Button("More for Pull requests")).ToBeFocusedAsync();
        await Expect(journey.Button("Move Development up")).ToBeDisabledAsync();
        await Expect(journey.Button("Move Pull requests down")).ToBeDisabledAsync();
        await journey.Button("Move Pull requests up").ClickAsync();
        await Expect(journey.Button("Move Production down")).ToBeDisabledAsync();

        await journey.ChooseAsync("More for Staging", "Remove Staging");
        var alert = journey.Alert("Remove Staging");
        await Expect(alert).ToContainTextAsync("1 secret has a value in Staging");
        await Expect(journey.Button("Cancel")).ToBeFocusedAsync();
        await alert.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(journey.Page.GetByText("Staging removed")).ToBeVisibleAsync();
        await Expect(alert).ToHaveCountAsync(0);
        await journey.OpenSecretsAsync(project);
        await Expect(journey.Page.GetByRole(AriaRole.Columnheader)).ToHaveTextAsync(["Key", "Description", "Type", "Development", "Pull requests", "Production", "Changed", "Delivered", "Created", "Actions"]);
        Assert.Equal(["••••••••", "Not set", "••••••••"], (await journey.Row("EVERYWHERE").GetByRole(AriaRole.Cell).AllInnerTextsAsync()).Skip(2).Take(3));
    }

    [Fact]
    public async Task Theme_Switched_StaysAfterAReload()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenAsync("/", "Overview");
        var light = await BackgroundAsync();
        await journey.OpenPersonMenuAsync();
        await journey.Button("Switch between light and dark").ClickAsync();
        var dark = await BackgroundAsync();
        Assert.NotEqual(light, dark);
        await journey.OpenAsync("/projects", "Projects");
        Assert.Equal(dark, await BackgroundAsync());
        await journey.OpenPersonMenuAsync();
        await journey.Button("Switch between light and dark").ClickAsync();
        await journey.Page.ReloadAsync();
        Assert.Equal(light, await BackgroundAsync());

        Task<string> BackgroundAsync() => journey.Page.EvaluateAsync<string>("getComputedStyle(document.documentElement).backgroundColor");
    }

    [Fact]
    public async Task Narrow_Screen_ShowsCardsAndAMenu()
    {
        await using var journey = await Journey.SignedInAsync(browser, app, options => options.ViewportSize = new() { Width = 390, Height = 844 });
        var project = await app.AddProjectAsync();
        await journey.OpenSecretsAsync(project);
        await journey.AddAsync("API_KEY", "synthetic", "A card");
        await Expect(journey.Row("API_KEY")).ToContainTextAsync("A card");
        await Expect(journey.Row("API_KEY")).ToContainTextAsync("••••••••");
        await Expect(journey.Button("Edit API_KEY")).ToBeInViewportAsync();
        await Expect(journey.Button("Delete API_KEY")).ToBeInViewportAsync();
        Assert.True(await journey.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out at the side");
        var overview = journey.Page.GetByRole(AriaRole.Link, new() { Name = "Overview" });
        await Expect(overview).ToBeHiddenAsync();
        await journey.Button("Menu").ClickAsync();
        await overview.ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Overview", Level = 1 })).ToBeVisibleAsync();
        await Expect(overview).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Wide_Window_KeepsTheActionsInSight()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        await journey.AddAsync("A_KEY_WITH_QUITE_A_LONG_NAME", "synthetic", "And a description that takes all the room it can get, and more");
        await Expect(journey.Button("Delete A_KEY_WITH_QUITE_A_LONG_NAME")).ToBeInViewportAsync(new() { Ratio = 1 });
    }
}
