using System.Text;
using Microsoft.Playwright;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>Changing and deleting secrets, also when somebody else was faster.</summary>
[Collection(SecretsBrowser.Name)]
public sealed class EditSecretJourneyTests(BrowserFixture browser, TestApp app)
{
    [Fact]
    public async Task Edit_OnePartAfterTheOther_ChangesThatPartAlone()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        var project = await app.AddProjectAsync();
        await journey.OpenSecretsAsync(project);
        await journey.AddAsync("API_KEY", "synthetic-first", "to be cleared");

        await journey.Button("Edit API_KEY").ClickAsync();
        await Expect(journey.Field("Secret Key")).ToHaveAttributeAsync("readonly", "");
        await Expect(journey.Field("New Value")).ToHaveValueAsync("");
        await journey.Button("Update Secret").ClickAsync();
        await Expect(journey.Dialog("Edit Secret")).ToContainTextAsync("No changes to save");

        await journey.Field("Description").FillAsync("");
        await SaveAsync();
        await Expect(journey.Row("API_KEY")).Not.ToContainTextAsync("to be cleared");
        Assert.Equal("synthetic-first", await ValueAsync("production"));

        await EditAsync();
        await journey.Field("New Value").FillAsync("synthetic-second");
        await SaveAsync();
        Assert.Equal("synthetic-second", await ValueAsync("development"));

        await EditAsync();
        await journey.Field("Same value in every environment").UncheckAsync();
        await journey.Field("Remove value for Staging").CheckAsync();
        await journey.Field("New value for Development").FillAsync("synthetic-dev");
        await SaveAsync();
        Assert.Equal(["••••••••", "Not set", "••••••••"], (await journey.Row("API_KEY").GetByRole(AriaRole.Cell).AllInnerTextsAsync()).Skip(2).Take(3));
        Assert.Equal("synthetic-dev", await ValueAsync("development"));
        Assert.Equal("synthetic-second", await ValueAsync("production"));

        await EditAsync();
        await Expect(journey.Field("Same value in every environment")).Not.ToBeCheckedAsync();
        await Expect(journey.Field("Remove value for Staging")).ToHaveCountAsync(0);
        await journey.Field("Remove value for Development").CheckAsync();
        await journey.Field("Remove value for Production").CheckAsync();
        await journey.Button("Update Secret").ClickAsync();
        await Expect(journey.Dialog("Edit Secret")).ToContainTextAsync("One environment at least needs a value");
        await journey.Field("Remove value for Production").UncheckAsync();
        await journey.Field("Remove value for Development").UncheckAsync();
        await journey.Field("Type").SelectOptionAsync("Webhook secret");
        await SaveAsync();
        await Expect(journey.Row("API_KEY")).ToContainTextAsync("Webhook secret");

        async Task EditAsync() => await journey.Button("Edit API_KEY").ClickAsync();

        async Task SaveAsync()
        {
            await journey.Button("Update Secret").ClickAsync();
            await Expect(journey.Dialog("Edit Secret")).ToHaveCountAsync(0);
        }

        async Task<string> ValueAsync(string environment) => Encoding.UTF8.GetString(await StoredValues.OpenAsync(app.Services, project, "API_KEY", environment));
    }

    [Fact]
    public async Task Edit_ChangedMeanwhile_TellsWhoAndWhenAndKeepsWhatWasTyped()
    {
        var project = await app.AddProjectAsync();
        await using var first = await Journey.SignedInAsync(browser, app);
        await using var second = await Journey.SignedInAsync(browser, app);
        await first.OpenSecretsAsync(project);
        await first.AddAsync("API_KEY", "synthetic-old");
        await second.OpenSecretsAsync(project);
        await first.Button("Edit API_KEY").ClickAsync();
        await second.Button("Edit API_KEY").ClickAsync();
        await second.Field("New Value").FillAsync("synthetic-second");
        await first.Field("New Value").FillAsync("synthetic-first");
        await first.Button("Update Secret").ClickAsync();
        await Expect(first.Dialog("Edit Secret")).ToHaveCountAsync(0);

        await second.Button("Update Secret").ClickAsync();
        var message = second.Dialog("Edit Secret").GetByRole(AriaRole.Alert);
        await Expect(message).ToContainTextAsync($"This secret was changed by {TestApp.OwnerName} at ");
        await Expect(message).Not.ToContainTextAsync("{time}");
        await Expect(message).ToContainTextAsync(new System.Text.RegularExpressions.Regex("[0-9]:[0-9]{2}"));
        await Expect(second.Field("New Value")).ToHaveValueAsync("synthetic-second");
        await second.Button("Update Secret").ClickAsync();
        await Expect(second.Dialog("Edit Secret")).ToHaveCountAsync(0);
        Assert.Equal("synthetic-second", Encoding.UTF8.GetString(await StoredValues.OpenAsync(app.Services, project, "API_KEY", "production")));
    }

    [Theory]
    [InlineData("", "No changes to save")]
    [InlineData("too long", "Description is too long")]
    public async Task Edit_ChangedByTwoAfterATryThatStoredNothing_StillTellsTheSecond(string description, string told)
    {
        var project = await app.AddProjectAsync();
        await using var first = await Journey.SignedInAsync(browser, app);
        await using var second = await Journey.SignedInAsync(browser, app);
        await first.OpenSecretsAsync(project);
        await first.AddAsync("API_KEY", "synthetic-old");
        await second.OpenSecretsAsync(project);
        await second.Button("Edit API_KEY").ClickAsync();
        await second.Field("Description").FillAsync(string.Concat(Enumerable.Repeat(description, 200)));
        await second.Button("Update Secret").ClickAsync();
        await Expect(second.Dialog("Edit Secret")).ToContainTextAsync(told);
        await first.Button("Edit API_KEY").ClickAsync();
        await first.Field("New Value").FillAsync("synthetic-first");
        await first.Button("Update Secret").ClickAsync();
        await Expect(first.Dialog("Edit Secret")).ToHaveCountAsync(0);

        await second.Field("Description").FillAsync("");
        await second.Field("New Value").FillAsync("synthetic-second");
        await second.Button("Update Secret").ClickAsync();
        await Expect(second.Dialog("Edit Secret")).ToContainTextAsync($"This secret was changed by {TestApp.OwnerName} at ");
        Assert.Equal("synthetic-first", Encoding.UTF8.GetString(await StoredValues.OpenAsync(app.Services, project, "API_KEY", "production")));
    }

    [Fact]
    public async Task Delete_AsksFirst_AndLeavesTheFocusOnTheHeading()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        await journey.AddAsync("API_KEY", "synthetic");
        await journey.AddAsync("OTHER_KEY", "synthetic");
        await journey.Button("Delete API_KEY").ClickAsync();
        await Expect(journey.Alert("Delete Secret")).ToContainTextAsync("API_KEY");
        await Expect(journey.Alert("Delete Secret")).ToContainTextAsync("Apps that use it will fail");
        await Expect(journey.Button("Cancel")).ToBeFocusedAsync();
        await journey.Page.Keyboard.PressAsync("Escape");
        await Expect(journey.Alert("Delete Secret")).ToHaveCountAsync(0);
        await Expect(journey.Button("Delete API_KEY")).ToBeFocusedAsync();
        await journey.Button("Delete API_KEY").ClickAsync();
        await journey.Button("Cancel").ClickAsync();
        await Expect(journey.Alert("Delete Secret")).ToHaveCountAsync(0);
        await journey.Button("Delete API_KEY").ClickAsync();
        await journey.Button("Delete").ClickAsync();
        await Expect(journey.Row("API_KEY")).ToHaveCountAsync(0);
        await Expect(journey.Row("OTHER_KEY")).ToBeVisibleAsync();
        await Expect(journey.Page.GetByText("API_KEY deleted")).ToBeVisibleAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Secrets", Level = 1 })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Keyboard_Alone_DoesEverything()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        var keyboard = journey.Page.Keyboard;
        // typed on, not waiting for the dialog
        await keyboard.TypeAsync("nfirst key");
        await Expect(journey.Field("Secret Key")).ToBeFocusedAsync();
        await Expect(journey.Field("Secret Key")).ToHaveValueAsync("FIRST_KEY");
        await keyboard.PressAsync("Tab");
        await Expect(journey.Field("Secret Value")).ToBeFocusedAsync();
        await keyboard.TypeAsync("synthetic");
        await keyboard.PressAsync("Shift+Enter");
        await keyboard.TypeAsync("second line n");
        await Expect(journey.Field("Secret Value")).ToHaveValueAsync("synthetic\nsecond line n");
        await keyboard.PressAsync("Control+Enter");
        await Expect(journey.Row("FIRST_KEY")).ToBeVisibleAsync();
        await Expect(journey.Dialog("Add Secret")).ToHaveCountAsync(0);
        await Expect(journey.Button("Add Secret")).ToBeFocusedAsync();

        await keyboard.PressAsync("n");
        await Expect(journey.Field("Secret Key")).ToBeFocusedAsync();
        await keyboard.PressAsync("Escape");
        await Expect(journey.Dialog("Add Secret")).ToHaveCountAsync(0);
        await Expect(journey.Button("Add Secret")).ToBeFocusedAsync();

        await keyboard.PressAsync("/");
        var search = journey.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search secrets" });
        await Expect(search).ToBeFocusedAsync();
        await keyboard.TypeAsync("nothing like n/");
        await Expect(journey.Page.GetByText("No secret matches")).ToBeVisibleAsync();
        await Expect(search).ToHaveValueAsync("nothing like n/");
        await keyboard.PressAsync("Escape");
        await Expect(search).ToHaveValueAsync("");
        await Expect(journey.Row("FIRST_KEY")).ToBeVisibleAsync();

        await journey.Button("Edit FIRST_KEY").FocusAsync();
        await keyboard.PressAsync("Enter");
        await Expect(journey.Dialog("Edit Secret")).ToBeVisibleAsync();
        await keyboard.PressAsync("Escape");
        await Expect(journey.Dialog("Edit Secret")).ToHaveCountAsync(0);
        await Expect(journey.Button("Edit FIRST_KEY")).ToBeFocusedAsync();
        await keyboard.PressAsync("Tab");
        await Expect(journey.Button("Delete FIRST_KEY")).ToBeFocusedAsync();
        await keyboard.PressAsync("Enter");
        await Expect(journey.Button("Cancel")).ToBeFocusedAsync();
        await keyboard.PressAsync("Shift+Tab");
        await Expect(journey.Button("Delete")).ToBeFocusedAsync();
        await keyboard.PressAsync("Enter");
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Add the first secret" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Elements_GoneBeforeTheirChildrenCame_DoNothing()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        string[] names = ["modal-dialog", "value-fields", "value-generator", "env-file", "shown-once"];

        // two updates of a page may come as one: the second takes away what the first brought
        await journey.Page.EvaluateAsync("""
            async names => {
              await Promise.all(names.map(name => customElements.whenDefined(name)));
              for (const name of names) {
                const element = document.createElement(name);
                element.append(document.createElement("dialog"));
                document.body.append(element);
                element.remove();
              }
              await new Promise(resolve => setTimeout(resolve));
            }
            """, names);

        journey.Check();
    }
}
