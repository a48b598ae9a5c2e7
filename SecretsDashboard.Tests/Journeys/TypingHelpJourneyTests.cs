using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>What helps while a secret is typed: the rule and better names, known names, doubts about a value, values made at random.</summary>
[Collection(SecretsBrowser.Name)]
public sealed class TypingHelpJourneyTests(BrowserFixture browser, TestApp app)
{
    [Fact]
    public async Task Key_WhileTyping_IsToldTheRuleTheVariableAndABetterName()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        await journey.Button("Add Secret").ClickAsync();
        var (dialog, key) = (journey.Dialog("Add Secret"), journey.Field("Secret Key"));
        await key.PressSequentiallyAsync("1st");
        await Expect(dialog).ToContainTextAsync("Secret key may not start with the digit 1");
        await Expect(key).ToHaveAttributeAsync("aria-invalid", "true");
        await key.FillAsync("GOOD_NAME");
        await Expect(dialog).Not.ToContainTextAsync("may not start");
        await Expect(dialog).ToContainTextAsync("process.env.GOOD_NAME");
        foreach (var general in (string[])["KEY", "TOKEN", "KEY1", "SECRET", "API_KEY"])
        {
            await key.FillAsync(general);
            await Expect(dialog).ToContainTextAsync("Name the service: STRIPE_SECRET_KEY");
        }
        await key.FillAsync("STRIPE_KEY_PROD");
        await Expect(dialog).ToContainTextAsync("This project has a Production environment for that.");
        await key.FillAsync("STRIPE_KEY_PREVIEW");
        await Expect(dialog).Not.ToContainTextAsync("environment for that");
        await journey.Button("Examples of keys").ClickAsync();
        await Expect(dialog).ToContainTextAsync("SERVICE_BEARER_TOKEN");
        await Axe.CheckAsync(journey.Page, "add, with examples");
    }

    [Fact]
    public async Task KnownName_IsOffered_FillsTypeAndDoubtsTheWrongValue()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        var project = await app.AddProjectAsync();
        await journey.OpenSecretsAsync(project);
        await journey.Button("Add Secret").ClickAsync();
        var key = journey.Field("Secret Key");
        await key.PressSequentiallyAsync("stripe key");
        await Expect(journey.Page.GetByRole(AriaRole.Option, new() { Name = "STRIPE_SECRET_KEY" })).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "add, with known names");
        await key.PressAsync("Escape");
        await Expect(journey.Page.GetByRole(AriaRole.Listbox)).ToBeHiddenAsync();
        await Expect(journey.Dialog("Add Secret")).ToBeVisibleAsync();
        await key.PressAsync("ArrowDown");
        await key.PressAsync("ArrowDown");
        await key.PressAsync("Enter");
        await Expect(key).ToHaveValueAsync("STRIPE_SECRET_KEY");
        await Expect(journey.Field("Type")).ToHaveValueAsync("ApiKey");
        await Expect(journey.Page.GetByRole(AriaRole.Link, new() { Name = "dashboard.stripe.com/apikeys" })).ToHaveAttributeAsync("rel", "noreferrer");

        await journey.Field("Secret Value").FillAsync("sk_test_synthetic");
        await journey.Button("Create Secret").ClickAsync();
        var doubt = journey.Page.GetByText("This looks like a Stripe test key, and Production is production.");
        await Expect(doubt).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "add, in doubt");
        await journey.Button("Change it").ClickAsync();
        await Expect(journey.Field("Secret Value")).ToBeFocusedAsync();
        await Expect(doubt).ToBeHiddenAsync();
        await journey.Button("Create Secret").ClickAsync();
        await journey.Button("Save anyway").ClickAsync();
        await Expect(journey.Dialog("Add Secret")).ToHaveCountAsync(0);
        Assert.Equal("sk_test_synthetic", Encoding.UTF8.GetString(await StoredValues.OpenAsync(app.Services, project, "STRIPE_SECRET_KEY", "production")));

        // one field of the matrix doubts as well
        await journey.Page.GotoAsync($"/projects/{project}?secret=STRIPE_SECRET_KEY");
        var panel = journey.Page.GetByRole(AriaRole.Region, new() { Name = "Secret STRIPE_SECRET_KEY" });
        await panel.GetByRole(AriaRole.Button, new() { Name = "Replace value in Production" }).ClickAsync();
        await journey.Field("New value for Production").FillAsync("sk_test_synthetic");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Replace value", Exact = true }).ClickAsync();
        await Expect(panel.GetByText("This looks like a Stripe test key, and Production is production.")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("letters", 32, "^[A-Za-z0-9]{32}$")]
    [InlineData("hex", 64, "^[0-9a-f]{64}$")]
    [InlineData("base64url", 43, "^[A-Za-z0-9_-]{43}$")]
    [InlineData("words", 8, "^([bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz])(-([bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz])){7}$")]
    public async Task Generate_PutsARandomValueIntoTheField_Masked(string alphabet, int length, string pattern)
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        var project = await app.AddProjectAsync();
        await journey.OpenSecretsAsync(project);
        await journey.Button("Add Secret").ClickAsync();
        await journey.Field("Secret Key").FillAsync("SESSION_SECRET");
        await journey.Button("Generate").First.ClickAsync();
        var first = await journey.Field("Secret Value").InputValueAsync();
        await journey.Field("Alphabet").SelectOptionAsync("hex");
        await journey.Field("Alphabet").SelectOptionAsync(alphabet);
        await Expect(journey.Field("Length")).ToHaveValueAsync($"{length}");
        await Expect(journey.Field("Secret Value")).ToHaveCSSAsync("-webkit-text-security", "disc");
        Assert.True(Regex.IsMatch(await journey.Field("Secret Value").InputValueAsync(), pattern), "the value is not of the alphabet");
        Assert.False(await journey.Field("Secret Value").InputValueAsync() == first, "the value is the same again");
        await Axe.CheckAsync(journey.Page, "add, with a generated value");
        await journey.Field("Length").FillAsync("9999");
        await Expect(journey.Dialog("Add Secret")).ToContainTextAsync("Length is ");
        await journey.Button("Create Secret").ClickAsync();
        await Expect(journey.Dialog("Add Secret")).ToHaveCountAsync(0);
        Assert.True(Regex.IsMatch(Encoding.UTF8.GetString(await StoredValues.OpenAsync(app.Services, project, "SESSION_SECRET", "staging")), pattern), "what is stored is not what was generated");
    }
}
