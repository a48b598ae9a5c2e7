using System.Text;
using Microsoft.Playwright;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>What Enter does in the fields for values: it saves one line, breaks several, and never stores a break that nobody meant.</summary>
[Collection(SecretsBrowser.Name)]
public sealed class ValueTypingJourneyTests(BrowserFixture browser, TestApp app)
{
    private const string Hint = "Enter saves, Shift+Enter makes a line break.";
    private const string Question = "This value ends with a line break, which programs rarely expect.";

    [Fact]
    public async Task Enter_OneLine_SavesInEveryField()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        var project = await app.AddProjectAsync();
        await journey.OpenSecretsAsync(project);
        await journey.Button("Add Secret").ClickAsync();
        await journey.Field("Secret Key").FillAsync("ONE_LINE");
        await Expect(journey.Page.GetByText(Hint).First).ToBeVisibleAsync();
        await journey.Field("Secret Value").PressSequentiallyAsync("synthetic-1");
        await journey.Field("Secret Value").PressAsync("Enter");
        await SavedAsync(journey, "Add Secret");
        Assert.Equal("synthetic-1", await StoredAsync(project, "ONE_LINE", "staging"));

        await journey.Button("Edit ONE_LINE").ClickAsync();
        await journey.Field("New Value").PressSequentiallyAsync("synthetic-2");
        await journey.Field("New Value").PressAsync("Enter");
        await SavedAsync(journey, "Edit Secret");
        Assert.Equal("synthetic-2", await StoredAsync(project, "ONE_LINE", "staging"));

        await journey.Button("Edit ONE_LINE").ClickAsync();
        await journey.Field("Same value in every environment").UncheckAsync();
        await journey.Field("New value for Staging").PressSequentiallyAsync("synthetic-3");
        await journey.Field("New value for Staging").PressAsync("Enter");
        await SavedAsync(journey, "Edit Secret");
        Assert.Equal("synthetic-3", await StoredAsync(project, "ONE_LINE", "staging"));
        Assert.Equal("synthetic-2", await StoredAsync(project, "ONE_LINE", "production"));
    }

    [Fact]
    public async Task Enter_SeveralLines_BreaksLinesAndControlEnterSaves()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        var project = await app.AddProjectAsync();
        await journey.OpenSecretsAsync(project);
        await journey.Button("Add Secret").ClickAsync();
        await journey.Field("Secret Key").FillAsync("LINES");
        var field = journey.Field("Secret Value");
        var low = (await field.BoundingBoxAsync())!.Height;
        await field.PressSequentiallyAsync("a");
        await field.PressAsync("Shift+Enter");
        await field.PressSequentiallyAsync("b");
        await field.PressAsync("Enter");
        await field.PressSequentiallyAsync("c");
        await Expect(field).ToHaveValueAsync("a\nb\nc");
        await Expect(journey.Page.GetByText("Enter makes a line break, Ctrl+Enter or Cmd+Enter saves.").First).ToBeVisibleAsync();
        await Expect(journey.Page.GetByText(Hint).First).ToBeHiddenAsync();
        Assert.True((await field.BoundingBoxAsync())!.Height > low, "three lines are not higher than one");
        await field.PressAsync("Control+Enter");
        await SavedAsync(journey, "Add Secret");
        Assert.Equal("a\nb\nc", await StoredAsync(project, "LINES", "production"));

        await journey.Button("Edit LINES").ClickAsync();
        await PasteAsync(journey.Field("New Value"), "d\r\ne\n");
        await journey.Field("New Value").PressAsync("Enter");
        await Expect(journey.Field("New Value")).ToHaveValueAsync("d\ne\n\n");
        await journey.Field("New Value").PressAsync("Meta+Enter");
        await SavedAsync(journey, "Edit Secret");
        Assert.Equal("d\ne\n\n", await StoredAsync(project, "LINES", "production"));
    }

    [Fact]
    public async Task Enter_OneLineWithABreakAtItsEnd_AsksFirst()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        var project = await app.AddProjectAsync();
        await journey.OpenSecretsAsync(project);
        await journey.Button("Add Secret").ClickAsync();
        await journey.Field("Secret Key").FillAsync("PASTED");
        var dialog = journey.Dialog("Add Secret");
        await PasteAsync(journey.Field("Secret Value"), "synthetic-1\n");
        await journey.Field("Secret Value").PressAsync("Enter");
        await Expect(dialog.GetByText(Question)).ToBeVisibleAsync();
        await Expect(journey.Button("Save without it")).ToBeFocusedAsync();
        await journey.Button("Save without it").ClickAsync();
        await SavedAsync(journey, "Add Secret");
        Assert.Equal("synthetic-1", await StoredAsync(project, "PASTED", "production"));

        await journey.Button("Edit PASTED").ClickAsync();
        await PasteAsync(journey.Field("New Value"), "synthetic-2\n");
        await journey.Button("Update Secret").ClickAsync();
        await Expect(journey.Dialog("Edit Secret").GetByText(Question)).ToBeVisibleAsync();
        await journey.Field("New Value").PressSequentiallyAsync("x");
        await Expect(journey.Dialog("Edit Secret").GetByText(Question)).ToBeHiddenAsync();
        await journey.Field("New Value").PressAsync("Backspace");
        await journey.Button("Update Secret").ClickAsync();
        await journey.Button("Save with it").ClickAsync();
        await SavedAsync(journey, "Edit Secret");
        Assert.Equal("synthetic-2\n", await StoredAsync(project, "PASTED", "production"));
    }

    [Fact]
    public async Task Enter_WhileAnInputMethodSuggests_NeverSaves()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        await journey.Button("Add Secret").ClickAsync();
        await journey.Field("Secret Key").FillAsync("COMPOSED");
        await journey.Field("Secret Value").FocusAsync();
        var posts = 0;
        journey.Page.Request += (_, request) => posts += request.Method == "POST" && request.Url.EndsWith("/secrets", StringComparison.Ordinal) ? 1 : 0;
        var session = await journey.Context.NewCDPSessionAsync(journey.Page);
        await session.SendAsync("Input.imeSetComposition", new() { ["text"] = "にほん", ["selectionStart"] = 3, ["selectionEnd"] = 3 });
        await journey.Page.EvaluateAsync("() => { window.composing = []; addEventListener('keydown', e => composing.push(e.isComposing), true); }");
        await session.SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "rawKeyDown", ["key"] = "Enter", ["code"] = "Enter", ["windowsVirtualKeyCode"] = 13 });
        await session.SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "rawKeyDown", ["key"] = "Enter", ["code"] = "Enter", ["windowsVirtualKeyCode"] = 13, ["modifiers"] = 2 });
        // it really was typed into a composition
        Assert.True(await journey.Page.EvaluateAsync<bool>("() => composing.length === 2 && composing.every(each => each)"));
        await session.SendAsync("Input.insertText", new() { ["text"] = "日本" });
        await Expect(journey.Field("Secret Value")).ToHaveValueAsync("日本");
        await Expect(journey.Dialog("Add Secret")).ToBeVisibleAsync();
        Assert.Equal(0, posts);

        await journey.Field("Secret Value").PressAsync("Enter");
        await SavedAsync(journey, "Add Secret");
    }

    private static async Task SavedAsync(Journey journey, string dialog) => await Expect(journey.Dialog(dialog)).ToHaveCountAsync(0);

    private static async Task PasteAsync(ILocator field, string text) => await field.EvaluateAsync("(field, text) => { field.focus(); document.execCommand('insertText', false, text); }", text);

    private async Task<string> StoredAsync(string project, string key, string environment) =>
        Encoding.UTF8.GetString(await StoredValues.OpenAsync(app.Services, project, key, environment));
}
