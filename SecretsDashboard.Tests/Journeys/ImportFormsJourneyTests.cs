using System.Text;
using Microsoft.Playwright;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>The import takes JSON and YAML, is done by Enter, remembers its environments, and says what to do next.</summary>
[Collection(SecretsBrowser.Name)]
public sealed class ImportFormsJourneyTests(BrowserFixture browser, TestApp app)
{
    [Fact]
    public async Task Import_YamlFile_IsImportedByEnter_WithItsCommentsAndWithoutTheBrokenLine()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        var project = await app.AddProjectAsync();
        await journey.OpenSecretsAsync(project);
        await journey.Button("Import .env").ClickAsync();
        await journey.Field("Production").CheckAsync();
        await journey.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload
        {
            Name = "secrets.yaml",
            MimeType = "text/yaml",
            Buffer = "# Mail of the shop\nMAIL_TOKEN: hush-mail\nPEM: |\n  hush-a\n  hush-b\nNESTED:\n  X: hush\napi_url: hush\n"u8.ToArray(),
        });
        await Expect(journey.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "2 new, 2 refused" })).ToBeVisibleAsync();
        await Expect(journey.Row("MAIL_TOKEN")).ToContainTextAsync("Described as “Mail of the shop”");
        await Expect(journey.Row("NESTED")).ToContainTextAsync("A nested value is not taken");
        await Expect(journey.Row("api_url").GetByRole(AriaRole.Link, new() { Name = "Settings > Key style allows them" })).ToHaveAttributeAsync("href", $"/projects/{project}/settings");
        await Axe.CheckAsync(journey.Page, "import of YAML, previewed");
        await journey.Field("File contents").PressAsync("Enter");
        await Expect(journey.Page.GetByText("Now delete the file: it holds the values in clear")).ToBeVisibleAsync();
        await Expect(journey.Row("MAIL_TOKEN")).ToContainTextAsync("Mail of the shop");
        Assert.Equal("hush-a\nhush-b\n", Encoding.UTF8.GetString(await StoredValues.OpenAsync(app.Services, project, "PEM", "production")));

        await journey.Button("Import .env").ClickAsync();
        await Expect(journey.Field("Development")).ToBeCheckedAsync();
        await Expect(journey.Field("Staging")).Not.ToBeCheckedAsync();
        await Expect(journey.Field("Production")).ToBeCheckedAsync();
        // typed, Enter begins a line
        await journey.Field("File contents").PressSequentiallyAsync("{\"TYPED\":");
        await journey.Field("File contents").PressAsync("Enter");
        await journey.Field("File contents").PressSequentiallyAsync("\"hush\"}");
        await Expect(journey.Field("File contents")).ToHaveValueAsync("{\"TYPED\":\n\"hush\"}");
        await Expect(journey.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "1 new" })).ToBeVisibleAsync();
        await journey.Page.Keyboard.PressAsync("Escape");
        await journey.Button("Discard").ClickAsync();
        await Expect(journey.Dialog("Import .env")).ToHaveCountAsync(0);
        Assert.DoesNotContain("hush", await journey.Page.EvaluateAsync<string>("() => JSON.stringify(localStorage)"), StringComparison.Ordinal);
    }
}
