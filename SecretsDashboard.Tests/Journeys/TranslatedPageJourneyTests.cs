using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SecretsDashboard.Data;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>A browser that translates every page goes on working, and shows what changes afterwards.</summary>
[Collection(SecretsBrowser.Name)]
public sealed class TranslatedPageJourneyTests(BrowserFixture browser, TestApp app)
{
    [Fact]
    public async Task Secrets_Translated_AreAddedChangedDeletedAndPaged()
    {
        await using var journey = await TranslatedAsync();
        var project = await app.AddProjectAsync();
        await journey.OpenSecretsAsync(project);
        await Expect(journey.Page).ToHaveTitleAsync($"Project {project} · Secrets · SecretsDashboard");
        await journey.AddAsync("API_KEY", "synthetic", "first words");
        await journey.Button("Edit API_KEY").ClickAsync();
        await journey.Field("Description").FillAsync("second words");
        await journey.Field("Same value in every environment").UncheckAsync();
        await journey.Field("Remove value for Staging").CheckAsync();
        await journey.Button("Update Secret").ClickAsync();
        await Expect(journey.Row("API_KEY")).ToContainTextAsync("second words");
        await Expect(journey.Row("API_KEY")).ToContainTextAsync("Not set");
        await Expect(journey.Page.GetByRole(AriaRole.Status)).ToContainTextAsync(["API_KEY updated"]);

        await AddManyAsync(project);
        await journey.Page.ReloadAsync();
        var pages = journey.Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" });
        await Expect(pages).ToContainTextAsync($"1–{SecretQuery.PageSize} of {SecretQuery.PageSize + 2}");
        await journey.Button("Next page").ClickAsync();
        await Expect(pages).ToContainTextAsync($"{SecretQuery.PageSize + 1}–{SecretQuery.PageSize + 2} of");
        await journey.Button("Previous page").ClickAsync();
        await Expect(journey.Row("API_KEY")).ToBeVisibleAsync();
        var search = journey.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search secrets" });
        await search.FillAsync("nothing like it");
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "No secret matches" })).ToBeVisibleAsync();
        await journey.Button("Show all secrets").ClickAsync();
        await journey.Page.GetByLabel("Filter by missing value").SelectOptionAsync("Not set in Staging");
        await Expect(journey.Page.Locator("tbody tr")).ToHaveCountAsync(SecretQuery.PageSize);
        await search.FillAsync("API_KEY");
        await journey.Button("Delete API_KEY").ClickAsync();
        await Expect(journey.Alert("Delete Secret")).ToContainTextAsync("No program received it");
        await journey.Button("Delete").ClickAsync();
        await Expect(journey.Row("API_KEY")).ToHaveCountAsync(0);

        await journey.Page.Keyboard.PressAsync("Control+k");
        await journey.Page.Keyboard.TypeAsync("audit");
        await Expect(journey.Dialog("Find").GetByRole(AriaRole.Option).First).ToContainTextAsync("Audit log");
        await journey.Page.Keyboard.PressAsync("Escape");
        await journey.Page.GetByRole(AriaRole.Link, new() { Name = "Members" }).First.ClickAsync();
        await Expect(journey.Page).ToHaveTitleAsync("Members · SecretsDashboard");
        await StillAliveAsync(journey);
    }

    [Fact]
    public async Task Token_Translated_ShowsTheFirstDeliveryAndItsEnd()
    {
        await using var journey = await TranslatedAsync();
        var project = await app.AddProjectAsync();
        await journey.OpenSecretsAsync(project);
        await journey.AddAsync("API_KEY", "synthetic");
        await journey.OpenAsync($"/projects/{project}/tokens", "Tokens");
        await journey.Button("New token").ClickAsync();
        await journey.Field("Name").FillAsync("web server");
        await journey.Button("Create token").ClickAsync();
        var dialog = journey.Dialog("Copy the token now");
        await Expect(dialog).ToContainTextAsync("Waiting for the first delivery");
        var token = await journey.Field("Token").InputValueAsync();
        await journey.Button("Copy").ClickAsync();
        await Expect(journey.Button("Copied")).ToBeVisibleAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Address), DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
        using var answer = await http.GetAsync(new Uri("/api/v1/secrets", UriKind.Relative));
        Assert.True(answer.IsSuccessStatusCode);
        await Expect(dialog).ToContainTextAsync("Received 1 secret at");
        await Expect(dialog).Not.ToContainTextAsync("Waiting");
        await journey.DoneAsync();
        await Expect(journey.Row("web server")).Not.ToContainTextAsync("Never");
        await journey.Button("Revoke web server").ClickAsync();
        await journey.Button("Revoke").ClickAsync();
        await journey.Page.GetByRole(AriaRole.Link, new() { Name = "Show 1 ended" }).ClickAsync();
        await Expect(journey.Row("web server")).ToContainTextAsync("Revoked");

        await journey.OpenAsync($"/projects/{project}/audit", "Audit log");
        await Expect(journey.Page.GetByText("The log is intact: verified up to entry")).ToBeVisibleAsync();
        await journey.Button("Verify again").ClickAsync();
        await journey.Page.GetByLabel("Filter by token").SelectOptionAsync("web server");
        await Expect(journey.Entry("")).ToHaveCountAsync(1);
        await Expect(journey.Entry("")).ToContainTextAsync("received");
        await journey.Button("Clear filters").ClickAsync();
        await Expect(journey.Entry("").First).ToContainTextAsync("revoked the token");
        await journey.OpenAsync("/audit", "Audit log");
        await journey.Page.GetByLabel("Filter by action").SelectOptionAsync("Token revoked");
        await Expect(journey.Entry("").First).ToContainTextAsync("revoked the token");
        await StillAliveAsync(journey);
    }

    [Fact]
    public async Task People_Translated_ShowTheirNewRolesAndStates()
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        await app.AddPersonAsync("Grace Hopper", email, InstanceRole.Member);
        await using var journey = await TranslatedAsync();
        await journey.OpenAsync($"/members?search={email}", "Members");
        var row = journey.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = email });
        await journey.Button("Change role of Grace Hopper").ClickAsync();
        await journey.Field("Role of Grace Hopper").SelectOptionAsync("Admin");
        await journey.Button("Change role").ClickAsync();
        await Expect(row).ToContainTextAsync("Admin");
        await journey.Button("Disable Grace Hopper").ClickAsync();
        await journey.Button("Disable").ClickAsync();
        await Expect(row).ToContainTextAsync("Disabled");
        await journey.Button("Enable Grace Hopper").ClickAsync();
        await journey.Button("Enable").ClickAsync();
        await Expect(row).ToContainTextAsync("Active");

        var project = await app.AddProjectAsync();
        await journey.OpenAsync($"/projects/{project}/members", "Members");
        await journey.Button("Add member").ClickAsync();
        await journey.Dialog("Add member").GetByRole(AriaRole.Button, new() { Name = "Add member" }).ClickAsync();
        await Expect(journey.Dialog("Add member")).ToContainTextAsync("Choose a person");
        await journey.Field("Person").FillAsync(email);
        await journey.Dialog("Add member").GetByRole(AriaRole.Checkbox, new() { Name = email }).CheckAsync();
        await journey.Dialog("Add member").GetByRole(AriaRole.Button, new() { Name = "Add member" }).ClickAsync();
        await Expect(journey.Row("Grace Hopper")).ToContainTextAsync("Editor");
        await journey.Button("Change role of Grace Hopper").ClickAsync();
        await journey.Field("Role").SelectOptionAsync("Viewer");
        await journey.Button("Change role").ClickAsync();
        await Expect(journey.Row("Grace Hopper")).ToContainTextAsync("Viewer");
        await journey.Button("Remove Grace Hopper").ClickAsync();
        await journey.Button("Remove").ClickAsync();
        await Expect(journey.Row("Grace Hopper")).ToHaveCountAsync(0);
        await StillAliveAsync(journey);
    }

    [Fact]
    public async Task Project_Translated_ShowsItsNewNamesAndEachMistake()
    {
        await using var journey = await TranslatedAsync();
        await journey.OpenAsync("/projects", "Projects");
        await journey.Button("New project").ClickAsync();
        await journey.Button("Create project").ClickAsync();
        await Expect(journey.Dialog("New project")).ToContainTextAsync("Name is required");
        var slug = $"t-{Guid.NewGuid():N}"[..12];
        await journey.Field("Name").FillAsync("First name");
        await journey.Field("Slug").FillAsync("Not A Slug");
        await journey.Button("Create project").ClickAsync();
        await Expect(journey.Dialog("New project")).ToContainTextAsync("Slug may hold a to z");
        await Expect(journey.Dialog("New project")).Not.ToContainTextAsync("Name is required");
        await journey.Field("Slug").FillAsync(slug);
        await journey.Button("Create project").ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Add the first secret" })).ToBeVisibleAsync();

        await journey.OpenAsync($"/projects/{slug}/settings", "Settings");
        await journey.Field("Name").FillAsync("Second name");
        await journey.Button("Save").ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Link, new() { Name = "Second name" })).ToBeVisibleAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Link, new() { Name = "First name" })).ToHaveCountAsync(0);
        await journey.Field("New environment").FillAsync("Staging");
        await journey.Button("Add environment").ClickAsync();
        await Expect(journey.Page.GetByText("An environment with this name already exists")).ToBeVisibleAsync();
        await journey.ChooseAsync("More for Staging", "Rename Staging");
        await journey.Field("New name for Staging").FillAsync("Quality");
        await journey.Page.GetByRole(AriaRole.Listitem).GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Quality" })).ToBeVisibleAsync();
        await journey.Button("Move Quality up").ClickAsync();
        await Expect(journey.Button("Move Quality up")).ToBeDisabledAsync();
        await journey.ChooseAsync("More for Quality", "Remove Quality");
        await journey.Alert("Remove Quality").GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Quality" })).ToHaveCountAsync(0);

        await journey.OpenAsync("/settings", "Settings");
        await Expect(journey.Page.GetByRole(AriaRole.Switch)).ToBeDisabledAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Link, new() { Name = "Set up a second factor" })).ToBeVisibleAsync();
        await journey.OpenAsync("/", "Overview");
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Second name" })).ToBeVisibleAsync();
        await StillAliveAsync(journey);
    }

    [Fact]
    public async Task Account_Translated_SignsInConfirmsAndSignsOut()
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        await app.AddPersonAsync("Grace Hopper", email, InstanceRole.Member);
        await using var journey = await Journey.StartAsync(browser, app.Address);
        await journey.Context.TranslateAsync();
        await journey.Page.GotoAsync("/login");
        await journey.Field("Email").FillAsync(email);
        await journey.Field("Password").FillAsync("not the password");
        journey.Allow("400");
        await journey.Button("Sign in").ClickAsync();
        await Expect(journey.Page.GetByText("Email or password is wrong")).ToBeVisibleAsync();
        await journey.Field("Password").FillAsync(TestApp.Password);
        await journey.Button("Sign in").ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Overview", Level = 1 })).ToBeVisibleAsync();
        await StillAliveAsync(journey);
        await journey.Page.GotoAsync("/account/authenticator");
        await Expect(journey.Page.GetByLabel("Key", new() { Exact = true })).ToHaveAttributeAsync("translate", "no");
        await journey.Page.GotoAsync("/account");
        await journey.SignOutAsync();
        await Expect(journey.Field("Email")).ToBeVisibleAsync();
    }

    private async Task<Journey> TranslatedAsync()
    {
        var journey = await Journey.SignedInAsync(browser, app);
        await journey.Context.TranslateAsync();
        return journey;
    }

    private async Task AddManyAsync(string project)
    {
        var owner = await app.SetUpOwnerAsync();
        for (var number = 0; number <= SecretQuery.PageSize; number++)
        {
            using var draft = Given.Draft($"KEY_{number}", ("production", "synthetic"));
            Assert.True((await app.Services.GetRequiredService<SecretStore>().AddAsync(owner.Caller, project, draft, CancellationToken.None)).IsSaved);
        }
    }

    // what was translated is in the page, and the circuit answers
    private static async Task StillAliveAsync(Journey journey)
    {
        Assert.True(await journey.Page.EvaluateAsync<int>("() => window.translated") > 20);
        await journey.Button("Search").ClickAsync();
        await Expect(journey.Dialog("Find").GetByRole(AriaRole.Option).First).ToBeVisibleAsync();
    }
}
