using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SecretsDashboard.Account;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>axe finds nothing: on every page and in every dialog, light and dark, wide and narrow.</summary>
[Collection(SharedBrowser.Name)]
public sealed class AccessibilityJourneyTests(BrowserFixture browser, TestApp app)
{
    [Theory]
    [InlineData(1280, 800)]
    [InlineData(390, 844)]
    public async Task Axe_EveryPageAndDialog_FindsNothing(int width, int height)
    {
        var project = await app.AddProjectAsync();
        await using var journey = await Journey.SignedInAsync(browser, app, Look);
        journey.Allow("404");
        await journey.OpenAsync("/", "Overview");
        await Expect(journey.Page.GetByText("Loading…")).ToHaveCountAsync(0);
        await Axe.CheckAsync(journey.Page, "overview");
        await journey.OpenAsync("/projects", "Projects");
        await Axe.CheckAsync(journey.Page, "projects");
        if (width < 960)
        {
            await journey.Button("Menu").ClickAsync();
            await Axe.CheckAsync(journey.Page, "menu");
            await journey.Page.Keyboard.PressAsync("Escape");
        }
        await journey.Button("New project").ClickAsync();
        await journey.Button("Create project").ClickAsync();
        await Expect(journey.Dialog("New project")).ToContainTextAsync("Name is required");
        await Axe.CheckAsync(journey.Page, "new project, with messages");

        await journey.OpenSecretsAsync(project);
        await Axe.CheckAsync(journey.Page, "no secrets yet");
        await journey.AddAsync("API_KEY", "synthetic", "A description");
        await Axe.CheckAsync(journey.Page, "secrets, with a notice");
        await journey.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search secrets" }).FillAsync("nothing like it");
        await Expect(journey.Page.GetByText("No secret matches")).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "nothing found");
        await journey.Button("Show all secrets").ClickAsync();
        await journey.Button("Add Secret").ClickAsync();
        await Axe.CheckAsync(journey.Page, "add");
        await journey.Field("Same value in every environment").UncheckAsync();
        await journey.Button("Create Secret").ClickAsync();
        await Expect(journey.Dialog("Add Secret")).ToContainTextAsync("Secret value is required");
        await Axe.CheckAsync(journey.Page, "add, by environment, with messages");
        await CloseAsync("Add Secret");
        await journey.Button("Import .env").ClickAsync();
        await journey.Button("Preview").ClickAsync();
        await Expect(journey.Dialog("Import .env")).ToContainTextAsync("There is no line NAME=value in it");
        await Axe.CheckAsync(journey.Page, "import, with a message");
        await journey.Field("File contents").FillAsync("API_KEY=synthetic\nAPI_TOKEN=synthetic\nPATH=synthetic\n");
        await journey.Button("Preview").ClickAsync();
        await Expect(journey.Page.GetByText("1 new, 1 ")).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "import, previewed");
        await CloseAsync("Import .env");
        await journey.Button("Edit API_KEY").ClickAsync();
        await journey.Field("Same value in every environment").UncheckAsync();
        await journey.Button("Update Secret").ClickAsync();
        await Expect(journey.Dialog("Edit Secret")).ToContainTextAsync("No changes to save");
        await Axe.CheckAsync(journey.Page, "edit, with a message");
        await CloseAsync("Edit Secret");
        await journey.Button("Delete API_KEY").ClickAsync();
        await Expect(journey.Alert("Delete Secret")).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "delete");

        await journey.Page.Keyboard.PressAsync("Escape");
        await Expect(journey.Alert("Delete Secret")).ToHaveCountAsync(0);
        await journey.Page.Keyboard.PressAsync("Control+k");
        await Expect(journey.Dialog("Find").GetByRole(AriaRole.Option).First).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "palette");
        await journey.Field("Search everything").FillAsync("api_key");
        await Expect(journey.Dialog("Find").GetByRole(AriaRole.Option).First).ToContainTextAsync("API_KEY");
        await Axe.CheckAsync(journey.Page, "palette, with a secret");
        await journey.Field("Search everything").FillAsync("nothing like it");
        await Expect(journey.Dialog("Find")).ToContainTextAsync("Nothing you may see fits this.");
        await Axe.CheckAsync(journey.Page, "palette, nothing found");

        await journey.OpenAsync($"/projects/{project}/tokens", "Tokens");
        await Expect(journey.Page.GetByText("Let a program in")).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "no tokens yet");
        await journey.Button("New token").ClickAsync();
        await journey.Button("Create token").ClickAsync();
        await Expect(journey.Dialog("New token")).ToContainTextAsync("Name is required");
        await Axe.CheckAsync(journey.Page, "new token, with messages");
        await journey.Field("Name").FillAsync("web server");
        await journey.Button("Create token").ClickAsync();
        await Expect(journey.Page.GetByText("Waiting for the first delivery")).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "new token, shown");
        await journey.Page.Locator("label").Filter(new() { HasText = "GitLab CI" }).ClickAsync();
        await Axe.CheckAsync(journey.Page, "new token, for GitLab CI");
        await journey.DoneAsync();
        await Axe.CheckAsync(journey.Page, "tokens");

        await journey.OpenAsync("/help/use-it-in-your-program?key=API_KEY", "Use it in your program");
        await Axe.CheckAsync(journey.Page, "help");
        foreach (var place in (string[])["/personal", "/shared"])
        {
            await journey.OpenAsync(place, "Secrets");
            await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Add the first secret" })).ToBeVisibleAsync();
            await Axe.CheckAsync(journey.Page, $"{place}, empty");
            await journey.OpenAsync($"{place}/tokens", "Tokens");
            await Expect(journey.Page.GetByText("Let a program in")).ToBeVisibleAsync();
            await Axe.CheckAsync(journey.Page, $"{place}, no tokens yet");
            await journey.OpenAsync($"{place}/audit", "Audit log");
            await Expect(journey.Page.GetByText("The log is intact")).ToBeVisibleAsync();
            await Axe.CheckAsync(journey.Page, $"{place}, audit log");
            await journey.OpenAsync($"{place}/settings", "Settings");
            await Expect(journey.Button("Add environment")).ToBeVisibleAsync();
            await Axe.CheckAsync(journey.Page, $"{place}, settings");
        }

        await journey.OpenAsync($"/projects/{project}/members", "Members");
        await Axe.CheckAsync(journey.Page, "members");
        await OpenLineAsync("Ada Lovelace");
        await Axe.CheckAsync(journey.Page, "members, one of them open");
        await journey.Button("Change role of Ada Lovelace").ClickAsync();
        await journey.Field("Role").SelectOptionAsync("Viewer");
        await journey.Button("Change role").ClickAsync();
        await Expect(journey.Dialog("Change role")).ToContainTextAsync("at least one manager");
        await Axe.CheckAsync(journey.Page, "change role, with a message");
        await CloseAsync("Change role");
        await journey.Button("Add member").ClickAsync();
        await Axe.CheckAsync(journey.Page, "add member");
        await CloseAsync("Add member");

        await journey.OpenAsync("/members", "Members");
        await journey.Button("Invite").ClickAsync();
        await journey.Button("Create invitation").ClickAsync();
        await Expect(journey.Dialog("Invite")).ToContainTextAsync("Email is required");
        await Axe.CheckAsync(journey.Page, "invite, with messages");
        await journey.Field("Email").FillAsync($"axe-{width}@example.com");
        await journey.Button("Create invitation").ClickAsync();
        await Expect(journey.Field("Invitation link")).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "invitation, shown");
        await journey.DoneAsync();
        await Axe.CheckAsync(journey.Page, "people, with an invitation");
        await OpenLineAsync($"axe-{width}@example.com");
        await journey.Button($"New link for axe-{width}@example.com").ClickAsync();
        await Axe.CheckAsync(journey.Page, "new link");
        await CloseAsync("New link");
        await journey.Button("Invite").ClickAsync();
        await journey.Page.Locator("details.projects summary").ClickAsync();
        await journey.Field("Email").FillAsync($"axe-{width}@example.com\nother-{width}@example.com");
        await journey.Button("Create invitation").ClickAsync();
        await Expect(journey.Field($"Invitation link of other-{width}@example.com")).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "several invitations, shown");
        await journey.DoneAsync();
        await journey.Button($"Withdraw invitation of axe-{width}@example.com").ClickAsync();
        await Expect(journey.Alert("Withdraw invitation")).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "withdraw an invitation");
        await journey.Button("Withdraw").ClickAsync();

        await journey.OpenAsync("/audit", "Audit log");
        await Expect(journey.Page.GetByText("The log is intact")).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "audit log");
        await journey.OpenAsync($"/projects/{project}/audit?outcome=denied", "Audit log");
        await Expect(journey.Page.GetByText("No entry matches")).ToBeVisibleAsync();
        await journey.Field("Filter by time").SelectOptionAsync("By day…");
        await Expect(journey.Field("From")).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "audit log, nothing found");

        await journey.OpenAsync($"/projects/{project}/settings", "Settings");
        await journey.ChooseAsync("More for Staging", "Rename Staging");
        await Axe.CheckAsync(journey.Page, "settings, renaming");
        await journey.Button("More for Production").ClickAsync();
        await Axe.CheckAsync(journey.Page, "the menu of an environment");
        await journey.Button("Remove Production").ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Alertdialog)).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "remove an environment");
        await journey.Page.Keyboard.PressAsync("Escape");
        await Expect(journey.Page.GetByRole(AriaRole.Alertdialog)).ToHaveCountAsync(0);
        await journey.Button("Delete project").ClickAsync();
        await Expect(journey.Alert("Delete project")).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "delete project");
        await journey.Page.Keyboard.PressAsync("Escape");
        await Expect(journey.Alert("Delete project")).ToHaveCountAsync(0);
        await journey.Page.GetByRole(AriaRole.Switch, new() { Name = "Protected: Production" }).ClickAsync();
        await Expect(journey.Page.GetByText("Production is protected")).ToBeVisibleAsync();
        await journey.OpenSecretsAsync(project);
        // on a narrow screen the heads are for readers alone, and the mark in the row has corners
        await Expect(journey.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Production" }).GetByText("Protected")).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "secrets, with a protected environment");
        foreach (var (address, heading) in ((string, string)[])[("/projects/nothing-here", "Not found"), ("/nothing-here", "Not found"), ("/error", "Something went wrong")])
        {
            await journey.OpenAsync(address, heading);
            await Axe.CheckAsync(journey.Page, address);
        }

        // on a narrow screen what can be done with a person stands behind their line
        Task OpenLineAsync(string who) =>
            width >= 960 ? Task.CompletedTask : journey.Page.GetByRole(AriaRole.Button, new() { Name = $"Details of {who}" }).First.ClickAsync();

        async Task CloseAsync(string dialog)
        {
            await journey.Page.Keyboard.PressAsync("Escape");
            var discard = journey.Button("Discard");
            await Expect(discard.Or(journey.Page.Locator("body:not(:has(dialog[open]))"))).ToBeVisibleAsync();
            if (await discard.IsVisibleAsync())
            {
                await discard.ClickAsync();
            }
            await Expect(journey.Dialog(dialog)).ToHaveCountAsync(0);
        }

        void Look(BrowserNewContextOptions options)
        {
            (options.ViewportSize, options.ReducedMotion) = (new() { Width = width, Height = height }, ReducedMotion.Reduce);
        }
    }

    [Fact]
    public async Task Axe_PagesWithoutASession_FindsNothing()
    {
        await app.SetUpOwnerAsync();
        await using (var journey = await Journey.StartAsync(browser, app.Address))
        {
            await journey.Page.GotoAsync("/login");
            await Axe.CheckAsync(journey.Page, "sign in");
            await journey.Button("Sign in").ClickAsync();
            await Expect(journey.Page.GetByText("Password is required")).ToBeVisibleAsync();
            await Axe.CheckAsync(journey.Page, "sign in, with messages");
        }
        await using var own = await TestApp.StartAsync();
        var code = own.Services.GetRequiredService<SetUpCode>().Print();
        await using var setUp = await Journey.StartAsync(browser, own.Address);
        await setUp.Page.GotoAsync("/login");
        await Expect(setUp.Page.GetByText("There is no account yet.")).ToBeVisibleAsync();
        await Axe.CheckAsync(setUp.Page, "sign in before set-up");
        await setUp.Page.GotoAsync($"/setup#{code}");
        await Expect(setUp.Field("Name")).ToBeFocusedAsync();
        await setUp.Button("Create account").ClickAsync();
        await Expect(setUp.Page.GetByText("Name is required")).ToBeVisibleAsync();
        await Axe.CheckAsync(setUp.Page, "set up, with messages");
        setUp.Allow("404");
        await setUp.Page.GotoAsync("/reset#none");
        await Expect(setUp.Page.GetByText("This link is not valid.")).ToBeVisibleAsync();
        await Expect(setUp.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await Axe.CheckAsync(setUp.Page, "reset, without a link");
    }
}
