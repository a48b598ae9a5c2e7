using Microsoft.Playwright;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>The frame of the pages: there at once, at work before the circuit and without one, and never older than what it shows.</summary>
[Collection(SharedBrowser.Name)]
public sealed class FrameJourneyTests(BrowserFixture browser, TestApp app)
{
    // a connection that comes when the test says so
    private const string Late = """
        globalThis.letIn = null;
        const gate = new Promise(resolve => { globalThis.letIn = resolve; });
        const Real = WebSocket;
        globalThis.WebSocket = class extends EventTarget {
          #queue = []; #real = null;
          constructor(...given) {
            super();
            const late = this;
            gate.then(() => {
              late.#real = Object.assign(new Real(...given), { binaryType: late.binaryType });
              for (const kind of ["open", "message", "close", "error"]) late.#real[`on${kind}`] = event => late[`on${kind}`]?.(event);
            });
          }
          get readyState() { return this.#real?.readyState ?? 0; }
          send(data) { this.#real.send(data); }
          close(...given) { this.#real?.close(...given); }
        };
        Object.assign(WebSocket, { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 });
        """;

    [Fact]
    public async Task Frame_BeforeTheCircuit_ShowsThePageItWillBeAndWorks()
    {
        await using var journey = await LateAsync();
        var project = await app.AddProjectAsync();
        await journey.Page.GotoAsync($"/projects/{project}/audit");

        await Expect(journey.Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = $"Project {project}" })).ToHaveAttributeAsync("aria-current", "page");
        await Expect(journey.Page.GetByRole(AriaRole.Navigation, new() { Name = $"Project {project}" }).GetByRole(AriaRole.Link, new() { Name = "Tokens" })).ToBeVisibleAsync();
        await Expect(journey.Page.Locator("[data-boot]").GetByText("Audit log")).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "before the circuit");
        await journey.OpenPersonMenuAsync();
        await Axe.CheckAsync(journey.Page, "menu of the person");
        await journey.Button("Switch between light and dark").ClickAsync();
        await Expect(journey.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await journey.Page.Keyboard.PressAsync("Control+k");
        await journey.Page.Keyboard.TypeAsync("overview");
        await Expect(journey.Dialog("Find").GetByRole(AriaRole.Option).First).ToHaveTextAsync("Overview");
        await journey.Page.Keyboard.PressAsync("Escape");
        await journey.Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Members" }).ClickAsync();
        await journey.Page.WaitForURLAsync("**/members");
        await LetInAsync(journey);
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Members", Level = 1 })).ToBeVisibleAsync();
        await Expect(journey.Page.Locator("[data-boot]")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Keys_BeforeTheCircuit_AreNotLost()
    {
        await using var journey = await LateAsync();
        var project = await app.AddProjectAsync();
        await journey.Page.GotoAsync($"/projects/{project}");
        await journey.Page.Keyboard.PressAsync("n");
        await LetInAsync(journey);
        await Expect(journey.Dialog("Add Secret")).ToBeVisibleAsync();

        await journey.Page.GotoAsync("/members");
        await journey.Page.Keyboard.TypeAsync("/ada");
        await LetInAsync(journey);
        var search = journey.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search members" });
        await Expect(search).ToHaveValueAsync("ada");
        await Expect(search).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Drawer_Collapsed_StaysSoAndKeepsItsNames()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenAsync("/", "Overview");
        var main = journey.Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" });
        await journey.Button("Collapse the navigation").ClickAsync();
        await journey.OpenAsync("/projects", "Projects");
        Assert.True((await main.BoundingBoxAsync())!.Width < 80);
        await Axe.CheckAsync(journey.Page, "collapsed");
        await main.GetByRole(AriaRole.Link, new() { Name = "Overview" }).ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Overview", Level = 1 })).ToBeVisibleAsync();
        await Expect(main.GetByRole(AriaRole.Link, new() { Name = "Overview" })).ToHaveAttributeAsync("aria-current", "page");
        await journey.Button("Expand the navigation").ClickAsync();
        Assert.True((await main.BoundingBoxAsync())!.Width > 200);
    }

    [Fact]
    public async Task Project_Switched_StaysOnItsTab()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        var (one, other) = (await app.AddProjectAsync(), await app.AddProjectAsync());
        await journey.OpenAsync($"/projects/{one}/tokens", "Tokens");
        await journey.Button("Switch project").ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Navigation, new() { Name = "Switch project" }).GetByRole(AriaRole.Link, new() { Name = $"Project {one}" })).ToBeFocusedAsync();
        await Axe.CheckAsync(journey.Page, "switch of projects");
        await journey.Page.GetByRole(AriaRole.Navigation, new() { Name = "Switch project" }).GetByRole(AriaRole.Link, new() { Name = $"Project {other}" }).ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Navigation, new() { Name = $"Project {other}" })).ToBeVisibleAsync();
        Assert.EndsWith($"/projects/{other}/tokens", journey.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Palette_Actions_PressTheButtonsOfPages()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        var project = await app.AddProjectAsync();
        var keyboard = journey.Page.Keyboard;
        await journey.OpenSecretsAsync(project);
        await ActAsync("add secret");
        await Expect(journey.Dialog("Add Secret")).ToBeVisibleAsync();
        await keyboard.PressAsync("Escape");
        await Expect(journey.Page.Locator("modal-dialog")).ToHaveCountAsync(0);
        await ActAsync("import");
        await Expect(journey.Dialog("Import .env")).ToBeVisibleAsync();
        await keyboard.PressAsync("Escape");
        await Expect(journey.Page.Locator("modal-dialog")).ToHaveCountAsync(0);
        await ActAsync("new token");
        await Expect(journey.Dialog("New token")).ToBeVisibleAsync();

        // from a page without a circuit, and without a project: which one is asked
        await journey.Page.GotoAsync("/account");
        await keyboard.PressAsync("Control+k");
        await Expect(Option(journey, "Recent")).ToContainTextAsync("New token");
        await journey.Dialog("Find").GetByRole(AriaRole.Option).Filter(new() { HasText = "choose the project" }).First.ClickAsync();
        await keyboard.TypeAsync(project);
        await Expect(journey.Dialog("Find").GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await Axe.CheckAsync(journey.Page, "palette, choosing a project");
        await keyboard.PressAsync("Enter");
        await Expect(journey.Dialog("Add Secret")).ToBeVisibleAsync();
        Assert.EndsWith($"/projects/{project}", journey.Page.Url, StringComparison.Ordinal);
        await keyboard.PressAsync("Escape");
        await Expect(journey.Page.Locator("modal-dialog")).ToHaveCountAsync(0);
        await ActAsync("invite");
        await Expect(journey.Dialog("Invite")).ToBeVisibleAsync();

        async Task ActAsync(string text)
        {
            await keyboard.PressAsync("Control+k");
            await keyboard.TypeAsync(text);
            await keyboard.PressAsync("Enter");
        }
    }

    [Fact]
    public async Task Shortcuts_AreShown_LeadAndCanBeTurnedOff()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        var keyboard = journey.Page.Keyboard;
        await journey.OpenAsync("/", "Overview");
        await keyboard.TypeAsync("gm");
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Members", Level = 1 })).ToBeVisibleAsync();
        await keyboard.TypeAsync("ga");
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Audit log", Level = 1 })).ToBeVisibleAsync();
        await keyboard.TypeAsync("gp");
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Projects", Level = 1 })).ToBeVisibleAsync();
        await keyboard.TypeAsync("?");
        await Expect(journey.Dialog("Keyboard shortcuts")).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "shortcuts");
        await journey.Field("Single keys are on").UncheckAsync();
        await Axe.CheckAsync(journey.Page, "shortcuts, off");
        await keyboard.PressAsync("Escape");

        await journey.OpenAsync("/projects", "Projects");
        await keyboard.TypeAsync("n?go");
        await keyboard.PressAsync("Control+k");
        await Expect(journey.Dialog("Find")).ToBeVisibleAsync();
        await keyboard.PressAsync("Escape");
        await Expect(journey.Dialog("New project")).ToHaveCountAsync(0);
        Assert.EndsWith("/projects", journey.Page.Url, StringComparison.Ordinal);
        await journey.OpenPersonMenuAsync();
        await journey.Button("Keyboard shortcuts").ClickAsync();
        await journey.Field("Single keys are on").CheckAsync();
        await keyboard.PressAsync("Escape");
        await Expect(journey.Dialog("Keyboard shortcuts")).ToBeHiddenAsync();
        await keyboard.TypeAsync("n");
        await Expect(journey.Dialog("New project")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Pages_All_WriteNoStyleOfTheirOwn()
    {
        // the journey itself fails for whatever violates the content security policy
        await using var journey = await Journey.SignedInAsync(browser, app);
        var project = await app.AddProjectAsync();
        foreach (var (path, heading) in new[]
        {
            ("/", "Overview"), ("/projects", "Projects"), ("/secrets", "Secrets"), ("/personal", "Secrets"), ("/personal/tokens", "Tokens"), ("/shared/audit", "Audit log"), ("/shared/settings", "Settings"), ("/members", "Members"), ("/audit", "Audit log"),
            ("/settings", "Settings"), ("/account", "Your account"), ($"/projects/{project}", "Secrets"), ($"/projects/{project}/tokens", "Tokens"), ($"/projects/{project}/members", "Members"), ($"/projects/{project}/audit", "Audit log"),
            ($"/projects/{project}/settings", "Settings"),
        })
        {
            await journey.OpenAsync(path, heading);
            await Expect(journey.Page.GetByText("Loading…")).ToHaveCountAsync(0);
            Assert.Equal((path, 0), (path, await journey.Page.Locator("style").CountAsync()));
        }
        await journey.OpenPersonMenuAsync();
        await journey.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(journey.Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" })).ToBeHiddenAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Settings", Level = 1 })).ToBeVisibleAsync();
        journey.Check();
    }

    private static ILocator Option(Journey journey, string group) =>
        journey.Dialog("Find").GetByRole(AriaRole.Group, new() { Name = group }).GetByRole(AriaRole.Option).First;

    private async Task<Journey> LateAsync()
    {
        var journey = await Journey.SignedInAsync(browser, app);
        await journey.Page.AddInitScriptAsync(Late);
        return journey;
    }

    private static async Task LetInAsync(Journey journey) => await journey.Page.EvaluateAsync("() => globalThis.letIn()");
}
