using Microsoft.Playwright;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>The dialogs in which secrets are typed: the order of Tab, what is asked before something is lost, and what a save shows.</summary>
[Collection(SecretsBrowser.Name)]
public sealed class DialogJourneyTests(BrowserFixture browser, TestApp app)
{
    [Fact]
    public async Task Tab_GoesFromKeyToValueToTheNextValue()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        await journey.Button("Add Secret").ClickAsync();
        await Expect(journey.Field("Secret Key")).ToBeFocusedAsync();
        await TabAsync("Secret Value", "Same value in every environment", "Description", "Type");
        await journey.Field("Same value in every environment").UncheckAsync();
        await journey.Field("Secret Key").FocusAsync();
        await TabAsync("Value for Development", "Value for Staging", "Value for Production", "Same value in every environment");
        await journey.Field("Value for Staging").FocusAsync();
        await journey.Page.Keyboard.TypeAsync("synthetic");
        await journey.Page.Keyboard.PressAsync("Alt+V");
        await Expect(journey.Field("Value for Staging")).ToHaveCSSAsync("-webkit-text-security", "none");
        await Expect(journey.Field("Value for Staging")).ToHaveValueAsync("synthetic");

        async Task TabAsync(params string[] fields)
        {
            foreach (var field in fields)
            {
                await journey.Page.Keyboard.PressAsync("Tab");
                await Expect(journey.Field(field)).ToBeFocusedAsync();
            }
        }
    }

    [Fact]
    public async Task Edit_BeginsInTheFirstValue_AndKnowsSinceWhen()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        await journey.AddAsync("API_KEY", "synthetic");
        await journey.Button("Edit API_KEY").ClickAsync();
        await Expect(journey.Field("New Value")).ToBeFocusedAsync();
        await journey.Field("Same value in every environment").UncheckAsync();
        await Expect(journey.Dialog("Edit Secret").GetByText("Set just now")).ToHaveCountAsync(3);
        await journey.Field("New value for Staging").FillAsync("kept while it is marked");
        await journey.Field("New value for Staging").FocusAsync();
        await journey.Page.Keyboard.PressAsync("Tab");
        await Expect(journey.Field("New value for Production")).ToBeFocusedAsync();
        await journey.Page.Keyboard.PressAsync("Shift+Tab");
        await journey.Page.Keyboard.PressAsync("Alt+R");
        await Expect(journey.Field("Remove value for Staging")).ToBeCheckedAsync();
        await Expect(journey.Dialog("Edit Secret").GetByText("Will be removed").And(journey.Page.Locator(":visible"))).ToHaveCountAsync(1);
        await Expect(journey.Field("New value for Staging")).ToHaveAttributeAsync("readonly", "");
        await journey.Page.Keyboard.PressAsync("Alt+R");
        await Expect(journey.Field("New value for Staging")).ToBeEditableAsync();
        await journey.Field("Remove value for Staging").CheckAsync();
        await journey.Button("Update Secret").ClickAsync();
        await Expect(journey.Dialog("Edit Secret")).ToHaveCountAsync(0);
        await journey.Button("Edit API_KEY").ClickAsync();
        await Expect(journey.Field("New value for Development")).ToBeFocusedAsync();
        await Expect(journey.Field("Remove value for Staging")).ToHaveCountAsync(0);
        await journey.Button("Update Secret").ClickAsync();
        await Expect(journey.Dialog("Edit Secret")).ToContainTextAsync("A new value, another description or another type would be one.");
    }

    [Fact]
    public async Task Same_OfANewSecret_IsAsInTheLastSaveOfTheProject()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        var (one, other) = (await app.AddProjectAsync(), await app.AddProjectAsync());
        await journey.OpenSecretsAsync(one);
        await journey.Button("Add Secret").ClickAsync();
        await journey.Field("Secret Key").FillAsync("APART");
        await journey.Field("Same value in every environment").UncheckAsync();
        await journey.Field("Value for Staging").FillAsync("synthetic");
        await journey.Button("Create Secret").ClickAsync();
        await Expect(journey.Dialog("Add Secret")).ToHaveCountAsync(0);
        await journey.Button("Add Secret").ClickAsync();
        await Expect(journey.Field("Same value in every environment")).Not.ToBeCheckedAsync();
        await Expect(journey.Field("Value for Development")).ToBeVisibleAsync();
        await journey.OpenSecretsAsync(other);
        await journey.Button("Add Secret").ClickAsync();
        await Expect(journey.Field("Same value in every environment")).ToBeCheckedAsync();
        Assert.DoesNotContain("synthetic", await journey.Page.EvaluateAsync<string>("() => JSON.stringify(localStorage)"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Escape_WithSomethingTyped_AsksFirst_AlsoWithoutAConnection()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        journey.Allow("ERR_INTERNET_DISCONNECTED");
        journey.Allow("WebSocket");
        journey.Allow("Connection disconnected");
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        await journey.Button("Add Secret").ClickAsync();
        await journey.Field("Secret Value").FillAsync("synthetic");
        await journey.Context.SetOfflineAsync(true);
        var question = journey.Alert("Discard what you typed?");
        for (var round = 0; round < 3; round++)
        {
            await journey.Page.Keyboard.PressAsync("Escape");
            await Expect(question).ToBeVisibleAsync();
            await Expect(journey.Button("Keep typing")).ToBeFocusedAsync();
            await journey.Page.Keyboard.PressAsync("Escape");
            await Expect(question).ToBeHiddenAsync();
        }
        await journey.Button("Cancel").ClickAsync();
        await Axe.CheckAsync(journey.Page, "discard what you typed");
        await journey.Button("Keep typing").ClickAsync();
        await Expect(journey.Field("Secret Value")).ToHaveValueAsync("synthetic");
        await journey.Button("Close").ClickAsync();
        await journey.Button("Discard").ClickAsync();
        await Expect(journey.Dialog("Add Secret")).ToBeHiddenAsync();
        Assert.DoesNotContain("synthetic", await journey.Page.EvaluateAsync<string>("() => [...document.querySelectorAll('textarea')].map(field => field.value).join()"), StringComparison.Ordinal);
        await journey.Context.SetOfflineAsync(false);
        await Expect(journey.Dialog("Add Secret")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Escape_WithNothingTyped_ClosesAtOnce()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        await journey.AddAsync("API_KEY", "synthetic", "a description");
        await journey.Button("Edit API_KEY").ClickAsync();
        await journey.Field("Description").FocusAsync();
        await journey.Page.Keyboard.TypeAsync("x");
        await journey.Page.Keyboard.PressAsync("Backspace");
        await journey.Page.Keyboard.PressAsync("Escape");
        await Expect(journey.Dialog("Edit Secret")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Close_BeforeATokenIsCopied_Asks()
    {
        await using var journey = await Journey.SignedInAsync(browser, app, options => options.Permissions = ["clipboard-read", "clipboard-write"]);
        var project = await app.AddProjectAsync();
        await journey.OpenAsync($"/projects/{project}/tokens", "Tokens");
        await journey.Button("New token").ClickAsync();
        await journey.Field("Name").FillAsync("web");
        await journey.Button("Create token").ClickAsync();
        await journey.Button("Done").ClickAsync();
        await Expect(journey.Alert("Close without copying it?")).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "close without copying");
        await journey.Button("Go back").ClickAsync();
        await journey.Button("Copy").ClickAsync();
        await Expect(journey.Button("Copied")).ToBeVisibleAsync();
        await journey.Button("Done").ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Save_UnderWay_SaysSoAndLocksTheFields()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        var arrived = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        await journey.Page.RouteAsync("**/secrets", async route =>
        {
            arrived.TrySetResult();
            await goOn.Task;
            await route.ContinueAsync();
        });
        await journey.Button("Add Secret").ClickAsync();
        await journey.Field("Secret Key").FillAsync("PATH");
        await journey.Field("Secret Value").FillAsync("synthetic");
        await journey.Button("Create Secret").ClickAsync();
        await arrived.Task;
        await Expect(journey.Button("Saving…")).ToBeVisibleAsync();
        await Expect(journey.Field("Secret Value")).ToHaveAttributeAsync("readonly", "");
        await Expect(journey.Field("Type")).ToBeDisabledAsync();
        goOn.SetResult();
        await Expect(journey.Button("Create Secret")).ToBeVisibleAsync();
        await Expect(journey.Field("Secret Key")).ToBeFocusedAsync();
        await Expect(journey.Field("Secret Key")).ToBeEditableAsync();
        await Expect(journey.Field("Type")).ToBeEnabledAsync();
        var error = await journey.Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.message')).color");
        await Expect(Border("Secret Key")).ToHaveCSSAsync("border-top-color", error);
        await Expect(Border("Secret Value")).Not.ToHaveCSSAsync("border-top-color", error);

        ILocator Border(string label) => journey.Page.Locator(".field-frame").Filter(new() { Has = journey.Field(label) }).Locator("fieldset");
    }

    [Theory]
    [InlineData(1280, 800)]
    [InlineData(640, 400)]
    [InlineData(390, 844)]
    public async Task Buttons_WithFiveEnvironments_AreInSight(int width, int height)
    {
        await using var journey = await Journey.SignedInAsync(browser, app, options => options.ViewportSize = new() { Width = width, Height = height });
        var project = await app.AddProjectAsync();
        foreach (var name in (string[])["Preview", "Load test"])
        {
            await journey.OpenAsync($"/projects/{project}/settings", "Settings");
            await journey.Field("New environment").FillAsync(name);
            await journey.Button("Add environment").ClickAsync();
            await Expect(journey.Button($"More for {name}")).ToBeVisibleAsync();
        }
        await journey.OpenSecretsAsync(project);
        await journey.AddAsync("API_KEY", "synthetic");
        await journey.Button("Edit API_KEY").ClickAsync();
        await journey.Field("Same value in every environment").UncheckAsync();
        foreach (var button in (string[])["Update Secret", "Cancel", "Close"])
        {
            await Expect(journey.Button(button)).ToBeInViewportAsync(new() { Ratio = 1 });
        }
        await journey.Field("New value for Load test").FocusAsync();
        Assert.True(await journey.Field("New value for Load test").EvaluateAsync<bool>(
            "field => { const { left, top, width, height } = field.getBoundingClientRect(); return document.elementFromPoint(left + 20, top + height / 2) === field; }"), "the field in focus is covered");
    }
}
