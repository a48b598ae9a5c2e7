using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SecretsDashboard.Shell;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>What happens to a page, and to what is typed in it, when server or session go away.</summary>
[Collection(SecretsBrowser.Name)]
public sealed class ConnectionJourneyTests(BrowserFixture browser, TestApp app)
{
    [Fact]
    public async Task Server_KilledWhileTyping_KeepsTheTextAndSavesIt()
    {
        using var folder = new ServerFolder();
        await using var server = await ServerProcess.StartAsync(folder);
        using var visitor = new Visitor(server.Address);
        using (var setUp = await visitor.SetUpAsync(server.SetUpCode, TestApp.OwnerName, TestApp.OwnerEmail, TestApp.Password))
        {
            Assert.Equal(HttpStatusCode.Redirect, setUp.StatusCode);
        }
        await using var journey = await Journey.WithSessionAsync(browser, visitor);
        await journey.OpenAsync("/", "Overview");
        await journey.Button("New project").ClickAsync();
        await journey.Field("Name").FillAsync("Bot");
        await journey.Button("Create project").ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Add the first secret" })).ToBeVisibleAsync();
        await journey.Button("Add Secret").ClickAsync();
        await journey.Field("Secret Key").FillAsync("API_KEY");
        await journey.Field("Secret Value").FillAsync("synthetic");
        journey.Allow("");
        await server.KillAsync();
        await Expect(journey.Page.GetByText("The connection is lost.")).ToBeVisibleAsync();
        await journey.Button("Create Secret").ClickAsync();
        await Expect(journey.Dialog("Add Secret")).ToContainTextAsync("The server cannot be reached. Your text is kept");
        await using var restarted = await ServerProcess.StartAsync(folder, server.Port);
        await Expect(journey.Page.GetByText("The server was restarted; saving still works.").First).ToBeVisibleAsync(new() { Timeout = 45_000 });
        await Expect(journey.Field("Secret Key")).ToHaveValueAsync("API_KEY");
        await Expect(journey.Field("Secret Value")).ToHaveValueAsync("synthetic");
        await journey.Button("Create Secret").ClickAsync();
        await Expect(journey.Row("API_KEY")).ToBeVisibleAsync();
        await Expect(journey.Dialog("Add Secret")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Dialog_ClosedWhileTheConnectionIsAway_OpensAgainEmpty()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        journey.Allow("");
        await journey.Page.AddInitScriptAsync("""
            globalThis.sockets = [];
            globalThis.WebSocket = class extends WebSocket {
              constructor(...given) { super(...given); sockets.push(this); }
            };
            """);
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        await journey.Button("Add Secret").ClickAsync();
        await journey.Field("Secret Key").FillAsync("API_KEY");
        await journey.Field("Secret Value").FillAsync("typed and thrown away");
        await journey.Context.SetOfflineAsync(true);
        await journey.Page.EvaluateAsync("() => sockets.forEach(socket => socket.close())");
        await Expect(journey.Page.GetByText("The connection is lost.")).ToBeVisibleAsync();
        await journey.Page.Keyboard.PressAsync("Escape");
        await journey.Button("Discard").ClickAsync();
        await Expect(journey.Dialog("Add Secret")).ToBeHiddenAsync();
        // the browser tells of the closing a moment later
        await journey.Page.WaitForFunctionAsync("() => ![...document.querySelectorAll('dialog textarea')].some(field => field.value)");
        await journey.Context.SetOfflineAsync(false);
        await Expect(journey.Page.GetByText("The connection is lost.")).ToBeHiddenAsync();
        await Expect(journey.Page.GetByLabel("Secret Value")).ToHaveCountAsync(0);
        await journey.Button("Add Secret").ClickAsync();
        await Expect(journey.Field("Secret Value")).ToBeVisibleAsync();
        await Expect(journey.Field("Secret Value")).ToHaveValueAsync("");
        await Expect(journey.Field("Secret Key")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Page_MoreTabsThanOnePersonMayOpen_SaysWhatToDo()
    {
        await using var own = await TestApp.StartAsync();
        using var visitor = await own.SignedInAsync();
        var open = new List<CircuitClient>();
        for (var count = 0; count < OpenCircuits.PerPerson; count++)
        {
            open.Add(await CircuitClient.OpenAsync(visitor));
        }
        await using (var journey = await Journey.WithSessionAsync(browser, visitor))
        {
            journey.Allow("429");
            journey.Allow("WebSocket");
            journey.Allow("Failed to start the c");
            // the framework's script says so where the connection is refused before its circuit begins
            journey.Allow("Circuit host not initialized");
            await journey.Page.GotoAsync("/");
            await Expect(journey.Page.GetByText("Close some, then reload this page")).ToBeVisibleAsync();
            await open[0].DisposeAsync();
            await journey.OpenAsync("/", "Overview");
        }
        foreach (var client in open.Skip(1))
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task SignOut_OneTab_CutsAndClearsTheOther()
    {
        var project = await app.AddProjectAsync();
        using var visitor = await app.SignedInAsync();
        await using var journey = await Journey.WithSessionAsync(browser, visitor);
        journey.Allow("401");
        journey.Allow("WebSocket");
        // whatever Blazor says of a connection that is gone
        journey.Allow("onnection");
        await journey.OpenSecretsAsync(project);
        await journey.AddAsync("API_KEY", "synthetic");
        var other = await journey.Context.NewPageAsync();
        await journey.OpenSecretsAsync(project, other);
        await journey.Button("Add Secret", other).ClickAsync();
        await other.GetByLabel("Secret Value").FillAsync("typed and not saved");
        await journey.SignOutAsync();
        await Expect(other.GetByText("API_KEY")).ToHaveCountAsync(0, new() { Timeout = 1000 });
        await Expect(other.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true })).ToBeVisibleAsync();
        await Expect(journey.Button("Sign in")).ToBeVisibleAsync();
        // their own choice: nobody was put out, and the next person starts afresh
        Assert.Equal([$"{app.Address}/login", $"{app.Address}/login"], new[] { journey.Page.Url, other.Url });
        // not back: which entry of the history is left depends on which of the two ways to sign-in was faster
        await journey.Page.GotoAsync($"/projects/{project}");
        await Expect(journey.Button("Sign in")).ToBeVisibleAsync();
        await Expect(journey.Page.GetByText("API_KEY")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task SignIn_WrongThenRight_GoesOnToTheWantedPage()
    {
        var project = await app.AddProjectAsync();
        await using var journey = await Journey.StartAsync(browser, app.Address);
        journey.Allow("400");
        journey.Allow("401");
        await journey.Page.GotoAsync($"/projects/{project}");
        await Expect(journey.Field("Email")).ToBeFocusedAsync();
        await journey.Field("Email").FillAsync(TestApp.OwnerEmail);
        await journey.Field("Password").FillAsync("wrong password here");
        await journey.Button("Sign in").ClickAsync();
        await Expect(journey.Page.GetByText("Email or password is wrong.")).ToBeVisibleAsync();
        await Expect(journey.Field("Email")).ToHaveValueAsync(TestApp.OwnerEmail);
        await journey.Field("Password").FillAsync(TestApp.Password);
        await journey.Button("Sign in").ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Add the first secret" })).ToBeVisibleAsync();
        Assert.Equal($"{app.Address}/projects/{project}", journey.Page.Url);
    }

    [Theory]
    [InlineData("/projects?x=1", "/projects?x=1")]
    [InlineData("//evil.invalid/", null)]
    [InlineData("/\t/evil.invalid/", null)]
    [InlineData("/\\evil.invalid/", null)]
    [InlineData("javascript:alert(1)", null)]
    public async Task SignIn_SignedInAfterAll_GoesOnToLocalAddressesOnly(string wanted, string? expected)
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        // another site's page: the strict cookie stays behind until the sign-in page's own script asks
        await journey.Page.GotoAsync($"{app.Address.Replace("localhost", "127.0.0.1", StringComparison.Ordinal)}/login");
        await journey.Page.EvaluateAsync("address => { location.href = address; }", $"{app.Address}/login?ReturnUrl={Uri.EscapeDataString(wanted)}");
        if (expected is not null)
        {
            await Expect(journey.Page).ToHaveURLAsync(app.Address + expected);
            return;
        }
        // asked again and again, not waited for: the events of this navigation may be over before anybody listens
        await Expect(journey.Page).ToHaveURLAsync(new Regex(@"/login\?ReturnUrl="));
        await journey.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await Expect(journey.Field("Email")).ToBeVisibleAsync();
        Assert.StartsWith($"{app.Address}/login", journey.Page.Url, StringComparison.Ordinal);
    }
}
