using System.Collections.Concurrent;
using System.Text;
using Microsoft.Playwright;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>A .env file from the clipboard, a file and the keyboard alone; what was typed stays when the server does not take it.</summary>
[Collection(SecretsBrowser.Name)]
public sealed class ImportJourneyTests(BrowserFixture browser, TestApp app)
{
    [Fact]
    public async Task Import_PastedOnThePage_IsPreviewedStoredAndNeverShown()
    {
        // somebody of their own: how often one is told what is unchanged is counted for each person
        await app.AddPersonAsync("Grace Hopper", "import@example.com");
        using var visitor = await app.SignedInAsync("import@example.com");
        await using var journey = await Journey.WithSessionAsync(browser, visitor, options => options.Permissions = ["clipboard-read", "clipboard-write"]);
        var project = await app.AddProjectAsync("import@example.com");
        var traffic = new ConcurrentQueue<string>();
        journey.Page.WebSocket += (_, socket) =>
        {
            socket.FrameSent += (_, frame) => traffic.Enqueue(frame.Text ?? Encoding.UTF8.GetString(frame.Binary ?? []));
            socket.FrameReceived += (_, frame) => traffic.Enqueue(frame.Text ?? Encoding.UTF8.GetString(frame.Binary ?? []));
        };
        await journey.OpenSecretsAsync(project);
        await journey.AddAsync("SAME", "hush-same");

        await journey.Page.EvaluateAsync("text => navigator.clipboard.writeText(text)", "no assignment here");
        await journey.Page.Keyboard.PressAsync("Control+V");
        await journey.Page.EvaluateAsync("text => navigator.clipboard.writeText(text)", "# bot\nAPI_KEY=hush-${one}\ndeclare -x SAME='hush-same'\nPATH=hush-path\nPEM=\"hush-a\nhush-b\"\n");
        await journey.Page.Keyboard.PressAsync("Control+V");

        await Expect(journey.Dialog("Import .env")).ToBeVisibleAsync();
        await Expect(journey.Field("File contents")).ToBeFocusedAsync();
        await Expect(journey.Field("File contents")).ToHaveValueAsync("# bot\nAPI_KEY=hush-${one}\ndeclare -x SAME='hush-same'\nPATH=hush-path\nPEM=\"hush-a\nhush-b\"\n");
        await Expect(journey.Field("File contents")).ToHaveCSSAsync("-webkit-text-security", "disc");
        await Expect(journey.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "2 new, 1 unchanged, 1 refused" })).ToBeVisibleAsync();
        await Expect(journey.Dialog("Import .env")).ToContainTextAsync("2 secrets will be stored, 1 left out");
        await Expect(journey.Row("PATH")).ToContainTextAsync("PATH is reserved");
        await Expect(journey.Row("API_KEY")).ToContainTextAsync("${…} is kept as it is: nothing is put in its place");
        await journey.Field("Staging").CheckAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "2 new, 1 replaced, 1 refused" })).ToBeVisibleAsync();
        await Expect(journey.Dialog("Import .env").GetByRole(AriaRole.Row).Filter(new() { HasText = "SAME" })).ToContainTextAsync("Replaces version 1");
        await journey.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(journey.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "2 new, 1 unchanged, 1 refused" })).ToBeVisibleAsync();
        await journey.Button("Import").ClickAsync();

        await Expect(journey.Page.GetByText("Imported 2 secrets: 2 new, 1 left out")).ToBeVisibleAsync();
        await Expect(journey.Dialog("Import .env")).ToHaveCountAsync(0);
        Assert.Equal(["••••••••", "••••••••", "Not set"], (await journey.Row("API_KEY").GetByRole(AriaRole.Cell).AllInnerTextsAsync()).Skip(2).Take(3));
        Assert.Equal("hush-a\nhush-b", Encoding.UTF8.GetString(await StoredValues.OpenAsync(app.Services, project, "PEM", "staging")));
        Assert.DoesNotContain("hush", await journey.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.NotEmpty(traffic);
        Assert.DoesNotContain("hush", string.Join('\n', traffic), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_ChosenFile_FillsTheFieldAndRefusesWhatIsNoText()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        await journey.Button("Import .env").ClickAsync();
        var chooser = journey.Page.Locator("input[type=file]");
        await chooser.SetInputFilesAsync(new FilePayload { Name = "x.env", MimeType = "text/plain", Buffer = [0x41, 0x3D, 0xFF] });
        await Expect(journey.Dialog("Import .env")).ToContainTextAsync("This file is not UTF-8 text: save it as UTF-8, not as");
        await chooser.SetInputFilesAsync(new FilePayload { Name = "x.env", MimeType = "text/plain", Buffer = new byte[1024 * 1024 + 1] });
        await Expect(journey.Dialog("Import .env")).ToContainTextAsync("This file is longer than 1 MiB, which is no .env file.");
        await Expect(journey.Field("File contents")).ToHaveValueAsync("");
        await chooser.SetInputFilesAsync(new FilePayload { Name = ".env", MimeType = "", Buffer = "\uFEFFB=\"never"u8.ToArray() });
        await Expect(journey.Field("File contents")).ToHaveValueAsync("B=\"never");
        await journey.Button("Preview").ClickAsync();
        await Expect(journey.Dialog("Import .env")).ToContainTextAsync("Line 1: the quote \" that starts here is never closed: close it at the end of its value.");
        await Expect(journey.Field("File contents")).ToBeFocusedAsync();
        await Expect(journey.Button("Import")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task Import_CorrectedAndPressedAtOnce_TakesTheClick()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        var project = await app.AddProjectAsync();
        var previews = 0;
        journey.Page.Request += (_, request) => previews += request.Url.Contains("/import/preview", StringComparison.Ordinal) ? 1 : 0;
        await journey.OpenSecretsAsync(project);
        await journey.Button("Import .env").ClickAsync();
        await journey.Field("File contents").PressSequentiallyAsync("FIRST=1");
        await Expect(journey.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "1 new" })).ToBeVisibleAsync();
        await journey.Page.Keyboard.TypeAsync("\npath=2");
        await Expect(journey.Row("path")).ToContainTextAsync("Refused");
        await journey.Page.Keyboard.PressAsync("Backspace");
        await journey.Page.Keyboard.TypeAsync("3\nSECOND=4");
        // a click as a hand makes it, before anything has answered, and on leaving a field that was changed
        await journey.Button("Import").ClickAsync();

        await Expect(journey.Page.GetByText("Imported 2 secrets: 2 new, 1 left out")).ToBeVisibleAsync();
        await Expect(journey.Dialog("Import .env")).ToHaveCountAsync(0);
        Assert.Equal("4", Encoding.UTF8.GetString(await StoredValues.OpenAsync(app.Services, project, "SECOND", "development")));
        Assert.Equal(0, previews);
    }

    [Fact]
    public async Task Import_ServerAway_KeepsTheTextAndWorksLater()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        journey.Allow("ERR_FAILED");
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        await journey.Button("Import .env").ClickAsync();
        await journey.Field("File contents").FillAsync("A=1");
        await journey.Button("Preview").ClickAsync();
        await Expect(journey.Button("Import")).ToBeEnabledAsync();
        await journey.Page.RouteAsync("**/secrets/import?*", route => route.AbortAsync());
        await journey.Button("Import").ClickAsync();
        await Expect(journey.Dialog("Import .env")).ToContainTextAsync("The server cannot be reached. Your text is kept");
        await Expect(journey.Field("File contents")).ToHaveValueAsync("A=1");
        await journey.Page.UnrouteAsync("**/secrets/import?*");
        await journey.Button("Import").ClickAsync();
        await Expect(journey.Dialog("Import .env")).ToHaveCountAsync(0);
        await Expect(journey.Row("A")).ToBeVisibleAsync();
    }
}
