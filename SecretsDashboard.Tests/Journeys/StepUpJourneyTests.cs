using Microsoft.Playwright;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>Asked in place whether it is them, a person confirms and what they wanted is done; and they end their other sessions.</summary>
[Collection(SharedBrowser.Name)]
public sealed class StepUpJourneyTests(BrowserFixture browser, TestApp app)
{
    [Fact]
    public async Task InviteAndChangeRole_LongAfterSignIn_AskInPlaceAndGoOn()
    {
        var email = $"grace-{Guid.NewGuid():N}@example.com";
        await app.AddPersonAsync("Grace Hopper", email);
        await using var journey = await Journey.SignedInAsync(browser, app);
        journey.Allow("428");
        await journey.OpenAsync($"/members?search={Uri.EscapeDataString(email)}", "Members");
        await app.ConfirmedAsync(app.Clock.GetUtcNow().UtcDateTime - Session.Confirmed);
        await journey.Button("Invite").ClickAsync();
        await journey.Field("Email").FillAsync($"new-{email}");
        await journey.Button("Create invitation").ClickAsync();
        await Expect(journey.Field("Password")).ToBeFocusedAsync();
        await journey.Field("Password").FillAsync("wrong password here");
        await journey.Button("Confirm").ClickAsync();
        await Expect(journey.Dialog("Confirm it is you")).ToContainTextAsync("Password is wrong");
        await Expect(journey.Dialog("Confirm it is you")).ToContainTextAsync("“Create invitation” needs a fresh proof that it is you.");
        await Axe.CheckAsync(journey.Page, "confirm it is you");
        // typed anew, not appended to
        await Expect(journey.Field("Password")).ToBeFocusedAsync();
        await journey.Page.Keyboard.TypeAsync("x");
        await Expect(journey.Field("Password")).ToHaveValueAsync("x");
        await journey.Page.Keyboard.PressAsync("Escape");
        await Expect(journey.Field("Email")).ToHaveValueAsync($"new-{email}");
        await journey.Button("Create invitation").ClickAsync();
        await journey.Field("Password").FillAsync(TestApp.Password);
        await journey.Field("Password").PressAsync("Enter");
        await Expect(journey.Field("Invitation link")).ToBeVisibleAsync();
        await journey.DoneAsync();

        await app.ConfirmedAsync(app.Clock.GetUtcNow().UtcDateTime - Session.Confirmed);
        await journey.Button("Change role of Grace Hopper").ClickAsync();
        await journey.Field("Role of Grace Hopper").SelectOptionAsync("Member");
        await journey.Dialog("Change role").GetByRole(AriaRole.Button, new() { Name = "Change role" }).ClickAsync();
        await journey.Dialog("Confirm it is you").GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(journey.Dialog("Change role")).ToBeVisibleAsync();
        await journey.Dialog("Change role").GetByRole(AriaRole.Button, new() { Name = "Change role" }).ClickAsync();
        await journey.Field("Password").FillAsync(TestApp.Password);
        await journey.Button("Confirm").ClickAsync();
        await Expect(journey.Page.GetByText("is a Member now")).ToBeVisibleAsync();
        await Expect(journey.Dialog("Change role")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task ExportAndDeleteAProject_LongAfterSignIn_AskInPlaceAndGoOn()
    {
        var project = await app.AddProjectAsync();
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenAsync($"/projects/{project}/audit", "Audit log");
        await app.ConfirmedAsync(app.Clock.GetUtcNow().UtcDateTime - Session.Confirmed);
        await journey.Page.GetByRole(AriaRole.Link, new() { Name = "Export" }).ClickAsync();
        await journey.Field("Password").FillAsync(TestApp.Password);
        var download = await journey.Page.RunAndWaitForDownloadAsync(() => journey.Button("Confirm").ClickAsync());
        Assert.StartsWith($"audit-{project}-", download.SuggestedFilename, StringComparison.Ordinal);
        await Expect(journey.Dialog("Confirm it is you")).ToHaveCountAsync(0);

        await app.ConfirmedAsync(app.Clock.GetUtcNow().UtcDateTime - Session.Confirmed);
        await journey.Page.GetByRole(AriaRole.Link, new() { Name = "Settings", Exact = true }).Last.ClickAsync();
        await journey.Button("Delete project").ClickAsync();
        await journey.Field($"Type {project} to confirm").FillAsync(project);
        await journey.Alert("Delete project").GetByRole(AriaRole.Button, new() { Name = "Delete project" }).ClickAsync();
        await journey.Field("Password").FillAsync(TestApp.Password);
        await journey.Button("Confirm").ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Projects", Exact = true })).ToBeVisibleAsync();
        await Expect(journey.Page.GetByText($"Project {project} deleted")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Account_SettingUpAnAppLongAfterSignIn_AsksOnAPageAndGoesOn()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        journey.Allow("400");
        await app.ConfirmedAsync(app.Clock.GetUtcNow().UtcDateTime - Session.Confirmed);
        await journey.Page.GotoAsync("/account");
        await journey.Page.GetByRole(AriaRole.Link, new() { Name = "Set up", Exact = true }).ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Confirm it is you" })).ToBeVisibleAsync();
        await journey.Field("Password").FillAsync("wrong password here");
        await journey.Button("Confirm").ClickAsync();
        await Expect(journey.Page.GetByText("Password is wrong")).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "confirm, with a message");
        await journey.Field("Password").FillAsync(TestApp.Password);
        await journey.Button("Confirm").ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Set up an authenticator app" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Account_EndsAnotherSession_WhoseTabIsCleared()
    {
        var email = $"grace-{Guid.NewGuid():N}@example.com";
        await app.AddPersonAsync("Grace Hopper", email);
        await using var there = await Journey.WithSessionAsync(browser, await app.SignedInAsync(email));
        foreach (var part in (string[])["401", "Cannot send data", "start the connection", "WebSocket", "Connection disconnected"])
        {
            there.Allow(part);
        }
        await there.OpenAsync("/projects", "Projects");
        var account = await there.Context.NewPageAsync();
        await account.GotoAsync("/account");
        await using var here = await Journey.WithSessionAsync(browser, await app.SignedInAsync(email));
        await here.OpenAsync("/", "Overview");
        await here.OpenPersonMenuAsync();
        await here.Page.GetByRole(AriaRole.Link, new() { Name = "Your account" }).ClickAsync();
        await Expect(here.Page.GetByText("This browser")).ToBeVisibleAsync();

        await here.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^End session of ") }).ClickAsync();

        await Expect(there.Button("Sign in")).ToBeVisibleAsync();
        await Expect(there.Button("Sign in", account)).ToBeVisibleAsync();
        await Expect(there.Page.GetByText("You were signed out:")).ToBeVisibleAsync();
        await Expect(account.GetByText("You were signed out:")).ToBeVisibleAsync();
        await Expect(here.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^End ") })).ToHaveCountAsync(0);
    }
}
