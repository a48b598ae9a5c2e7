using Microsoft.Playwright;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>Finding things by keyboard alone.</summary>
[Collection(SharedBrowser.Name)]
public sealed class PaletteJourneyTests(BrowserFixture browser, TestApp app)
{
    [Fact]
    public async Task Palette_ByKeyboard_LeadsToASecretAndBack()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        var keyboard = journey.Page.Keyboard;
        var project = await app.AddProjectAsync();
        await journey.OpenSecretsAsync(project);
        await journey.AddAsync("PALETTE_ONE", "synthetic", "The first");
        await journey.AddAsync("PALETTE_TWO", "synthetic");
        await journey.OpenAsync("/projects", "Projects");

        // no waiting between the keys: nothing typed goes to the page
        await keyboard.PressAsync("Control+k");
        await keyboard.TypeAsync("palette one");
        await Expect(Options(journey)).ToHaveCountAsync(1);
        await Expect(Box(journey)).ToBeFocusedAsync();
        await keyboard.PressAsync("Backspace");
        await keyboard.PressAsync("Backspace");
        await keyboard.PressAsync("Backspace");
        await Expect(Options(journey)).ToHaveCountAsync(2);
        await keyboard.PressAsync("ArrowDown");
        await Expect(journey.Dialog("Find").GetByRole(AriaRole.Option, new() { Selected = true })).ToContainTextAsync("PALETTE_TWO");
        await keyboard.PressAsync("Enter");
        await Expect(Panel("PALETTE_TWO")).ToBeVisibleAsync();
        await Expect(journey.Dialog("Find")).ToHaveCountAsync(0);
        Assert.EndsWith($"/projects/{project}?secret=PALETTE_TWO", journey.Page.Url, StringComparison.Ordinal);

        // on the same page, and Enter at once
        await keyboard.PressAsync("Control+k");
        await keyboard.TypeAsync("palette_one");
        await keyboard.PressAsync("Enter");
        await Expect(Panel("PALETTE_ONE")).ToBeVisibleAsync();
        await Expect(Panel("PALETTE_TWO")).ToHaveCountAsync(0);
        await journey.Button("Close panel").ClickAsync();
        await Expect(Panel("PALETTE_ONE")).ToHaveCountAsync(0);
        await journey.Page.WaitForURLAsync($"**/projects/{project}");
        // what was chosen last is the first
        await keyboard.PressAsync("Control+k");
        await Expect(Options(journey).First).ToContainTextAsync("PALETTE_ONE");
        await keyboard.PressAsync("Enter");
        await Expect(Panel("PALETTE_ONE")).ToBeVisibleAsync();

        ILocator Panel(string key) => journey.Page.GetByRole(AriaRole.Region, new() { Name = $"Secret {key}" });
    }

    [Fact]
    public async Task Palette_Escape_GivesTheFocusBackAndForgets()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        var keyboard = journey.Page.Keyboard;
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        await journey.Button("Add Secret").FocusAsync();
        await keyboard.PressAsync("Control+k");
        await keyboard.TypeAsync("nothing like it");
        await Expect(journey.Dialog("Find")).ToContainTextAsync("Nothing you may see fits this.");
        await keyboard.PressAsync("Escape");
        await Expect(journey.Dialog("Find")).ToHaveCountAsync(0);
        await Expect(journey.Button("Add Secret")).ToBeFocusedAsync();

        await journey.Button("Search").ClickAsync();
        await Expect(Box(journey)).ToHaveValueAsync("");
        await Expect(Options(journey).First).ToContainTextAsync("Add Secret");
        await Options(journey).Filter(new() { HasText = "Audit log" }).ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Audit log", Level = 1 })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Palette_OverADialog_DoesNotOpen()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        await journey.Button("Add Secret").ClickAsync();
        await journey.Field("Secret Key").FillAsync("API_KEY");
        await journey.Page.Keyboard.PressAsync("Control+k");
        await journey.Page.Keyboard.TypeAsync("S");
        await Expect(journey.Field("Secret Key")).ToHaveValueAsync("API_KEYS");
        await Expect(journey.Dialog("Find")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Palette_EnterOfAnInputMethod_OpensNothing()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenAsync("/projects", "Projects");
        await journey.Page.Keyboard.PressAsync("Control+k");
        await journey.Page.Keyboard.TypeAsync("audit");
        await Expect(Options(journey).First).ToContainTextAsync("Audit log");
        var session = await journey.Context.NewCDPSessionAsync(journey.Page);
        await session.SendAsync("Input.imeSetComposition", new() { ["text"] = " ", ["selectionStart"] = 1, ["selectionEnd"] = 1 });
        await PressAsync(session, "Enter", "Enter", 0);
        await session.SendAsync("Input.insertText", new() { ["text"] = "" });
        // the server has answered what came after it: nothing was opened
        await journey.Page.Keyboard.TypeAsync("zz");
        await Expect(journey.Dialog("Find")).ToContainTextAsync("Nothing you may see fits this.");
        Assert.EndsWith("/projects", journey.Page.Url, StringComparison.Ordinal);
        await Box(journey).FillAsync("audit");
        await Expect(Options(journey).First).ToContainTextAsync("Audit log");
        await journey.Page.Keyboard.PressAsync("Enter");
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Audit log", Level = 1 })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Keys_EachLayout_AreThoseOfThePerson()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        await journey.AddAsync("API_KEY", "synthetic");
        var session = await journey.Context.NewCDPSessionAsync(journey.Page);
        // as what fills in passwords does it: a key without a name breaks nothing
        await journey.Page.EvaluateAsync("() => document.body.dispatchEvent(new Event('keydown', { bubbles: true }))");

        // Cyrillic, Greek, Arabic, Dvorak
        foreach (var (key, code, opens) in new[] { ("л", "KeyK", true), ("Л", "KeyK", true), ("κ", "KeyK", true), ("ن", "KeyK", true), ("k", "KeyV", true), ("t", "KeyK", false), ("к", "KeyR", false) })
        {
            await PressAsync(session, key, code, 2);
            await Expect(journey.Dialog("Find")).ToHaveCountAsync(opens ? 1 : 0);
            await journey.Page.Keyboard.PressAsync("Escape");
            await Expect(journey.Dialog("Find")).ToHaveCountAsync(0);
        }
        foreach (var (key, code, opens) in new[] { ("т", "KeyN", true), ("Т", "KeyN", true), ("n", "KeyL", true), ("b", "KeyN", false), ("-", "Slash", false) })
        {
            await PressAsync(session, key, code, 0);
            await Expect(journey.Dialog("Add Secret")).ToHaveCountAsync(opens ? 1 : 0);
            await journey.Page.Keyboard.PressAsync("Escape");
            // closed is not gone: until the server takes it away, another cannot be opened
            await Expect(journey.Page.Locator("modal-dialog")).ToHaveCountAsync(0);
        }
        var search = journey.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search secrets" });
        await Expect(search).Not.ToBeFocusedAsync();
        foreach (var (key, code) in new[] { ("/", "Digit7"), ("ظ", "Slash") })
        {
            await PressAsync(session, key, code, 0);
            await Expect(search).ToBeFocusedAsync();
            await search.BlurAsync();
        }
    }

    [Fact]
    public async Task Rows_ByKeys_AreReachedAndEdited()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        await journey.AddAsync("ROW_ONE", "synthetic");
        await journey.AddAsync("ROW_TWO", "synthetic");
        var keyboard = journey.Page.Keyboard;
        await keyboard.TypeAsync("jj");
        await Expect(journey.Button("ROW_TWO")).ToBeFocusedAsync();
        await keyboard.TypeAsync("j");
        await Expect(journey.Button("ROW_TWO")).ToBeFocusedAsync();
        await keyboard.TypeAsync("k");
        await Expect(journey.Button("ROW_ONE")).ToBeFocusedAsync();
        await keyboard.TypeAsync("e");
        await Expect(journey.Dialog("Edit Secret")).ToBeVisibleAsync();
        await Expect(journey.Field("Secret Key")).ToHaveValueAsync("ROW_ONE");
    }

    private static async Task PressAsync(ICDPSession session, string key, string code, int modifiers) =>
        await session.SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "rawKeyDown", ["key"] = key, ["code"] = code, ["modifiers"] = modifiers });

    private static ILocator Box(Journey journey) => journey.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search everything", Exact = true });

    private static ILocator Options(Journey journey) => journey.Dialog("Find").GetByRole(AriaRole.Option);
}
