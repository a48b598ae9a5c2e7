using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SecretsDashboard.Data;
using SecretsDashboard.Shell;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>What a page does when nobody used its session for too long.</summary>
[Collection(SecretsBrowser.Name)]
public sealed class SessionJourneyTests(BrowserFixture browser)
{
    [Fact]
    public async Task Session_RunsOutWhileTyping_CoversThePageAndKeepsTheFormForAnotherSignIn()
    {
        await using var app = await TestApp.StartAsync();
        var project = await app.AddProjectAsync();
        using var visitor = await app.SignedInAsync();
        await using var journey = await StartAsync(visitor);
        await journey.OpenSecretsAsync(project);
        await journey.AddAsync("OTHER_KEY", "synthetic");
        var idle = await journey.Context.NewPageAsync();
        await journey.OpenSecretsAsync(project, idle);
        await journey.Button("Add Secret").ClickAsync();
        await journey.Field("Secret Key").FillAsync("API_KEY");
        await journey.Field("Secret Value").FillAsync("synthetic-typed");
        app.Clock.Advance(Session.Idle);
        await SweepAsync(app);

        await Expect(idle.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true })).ToBeVisibleAsync();
        await idle.CloseAsync();
        await Expect(journey.Dialog("Add Secret")).ToContainTextAsync("You are signed out.");
        await Expect(journey.Page.GetByText("OTHER_KEY", new() { Exact = true })).ToBeHiddenAsync();
        await Expect(journey.Page.GetByText("OTHER_KEY created")).ToBeHiddenAsync();
        await Expect(journey.Field("Secret Value")).ToHaveValueAsync("synthetic-typed");
        var signIn = await journey.Context.RunAndWaitForPageAsync(() => journey.Button("Create Secret").ClickAsync());
        await Expect(journey.Dialog("Add Secret")).ToContainTextAsync("Sign in in the new tab, then save again");
        await signIn.GetByLabel("Email").FillAsync(TestApp.OwnerEmail);
        await signIn.GetByLabel("Password").FillAsync(TestApp.Password);
        await signIn.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(signIn.GetByRole(AriaRole.Heading, new() { Name = "Overview" })).ToBeVisibleAsync();
        await signIn.CloseAsync();
        await journey.Button("Create Secret").ClickAsync();
        await Expect(journey.Row("API_KEY")).ToBeVisibleAsync();
        await Expect(journey.Row("OTHER_KEY")).ToBeVisibleAsync();
        Assert.Equal("synthetic-typed", Encoding.UTF8.GetString(await StoredValues.OpenAsync(app.Services, project, "API_KEY", "staging")));
    }

    [Fact]
    public async Task Session_RunsOutWhileTyping_FormClosed_GoesToSignIn()
    {
        await using var app = await TestApp.StartAsync();
        var project = await app.AddProjectAsync();
        using var visitor = await app.SignedInAsync();
        await using var journey = await StartAsync(visitor);
        await journey.OpenSecretsAsync(project);
        await journey.Button("Add Secret").ClickAsync();
        await journey.Field("Secret Value").FillAsync("synthetic-typed");
        app.Clock.Advance(Session.Absolute);
        await SweepAsync(app);
        await Expect(journey.Dialog("Add Secret")).ToContainTextAsync("You are signed out.");
        await journey.Page.Keyboard.PressAsync("Escape");
        await journey.Button("Discard").ClickAsync();
        await Expect(journey.Button("Sign in")).ToBeVisibleAsync();
        Assert.Contains($"ReturnUrl=%2Fprojects%2F{project}", journey.Page.Url, StringComparison.Ordinal);
    }

    // what happens by itself within half a minute
    private static Task SweepAsync(TestApp app) => app.Services.GetRequiredService<OpenCircuits>().CutDeadAsync(CancellationToken.None);

    private async Task<Journey> StartAsync(Visitor visitor)
    {
        var journey = await Journey.WithSessionAsync(browser, visitor);
        journey.Allow("401");
        journey.Allow("WebSocket");
        journey.Allow("onnection");
        // what Blazor's script says of an event for a circuit that is gone
        journey.Allow("No interop methods are registered");
        return journey;
    }
}
