using System.Security.Cryptography;
using System.Text;
using Microsoft.Playwright;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>Adding secrets: values by environment, what the key field does to what is typed, every message.</summary>
[Collection(SecretsBrowser.Name)]
public sealed class AddSecretJourneyTests(BrowserFixture browser, TestApp app)
{
    [Fact]
    public async Task Add_ValuesByEnvironment_ShowsDotsAndNotSet()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        await journey.Button("Add Secret").ClickAsync();
        await journey.Field("Secret Key").FillAsync("DATABASE_URL");
        await Expect(journey.Field("Value for Development")).ToBeHiddenAsync();
        await journey.Field("Same value in every environment").UncheckAsync();
        await Expect(journey.Field("Secret Value")).ToBeHiddenAsync();
        await journey.Field("Value for Development").FillAsync("synthetic-dev");
        await journey.Field("Value for Production").FillAsync("synthetic-prod");
        await journey.Button("Create Secret").ClickAsync();
        await Expect(journey.Row("DATABASE_URL").GetByRole(AriaRole.Cell)).ToContainTextAsync(["", "", "••••••••", "Not set", "••••••••", TestApp.OwnerName, "Never", TestApp.OwnerName, ""]);
        Assert.Equal(["••••••••", "Not set", "••••••••"], (await journey.Row("DATABASE_URL").GetByRole(AriaRole.Cell).AllInnerTextsAsync()).Skip(2).Take(3));
        await Expect(journey.Page.GetByRole(AriaRole.Columnheader)).ToHaveTextAsync(["Key", "Description", "Type", "Development", "Staging", "Production", "Changed", "Delivered", "Created", "Actions"]);
    }

    [Fact]
    public async Task Add_KeyTypedInLowerCase_BecomesUpperCaseVisibly()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        await journey.Button("Add Secret").ClickAsync();
        await journey.Field("Secret Key").PressSequentiallyAsync("openai api-key");
        await Expect(journey.Field("Secret Key")).ToHaveValueAsync("OPENAI_API_KEY");
        await journey.Field("Secret Key").PressAsync("Home");
        await journey.Field("Secret Key").PressSequentiallyAsync("my ");
        await Expect(journey.Field("Secret Key")).ToHaveValueAsync("MY_OPENAI_API_KEY");
    }

    [Fact]
    public async Task Add_EachMistake_IsExplainedAtItsField()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        await journey.Button("Add Secret").ClickAsync();
        await journey.Button("Create Secret").ClickAsync();
        await Expect(journey.Dialog("Add Secret")).ToContainTextAsync("Secret key is required");
        await Expect(journey.Dialog("Add Secret")).ToContainTextAsync("Secret value is required");
        await Expect(journey.Field("Secret Key")).ToBeFocusedAsync();
        await Expect(journey.Field("Secret Key")).ToHaveAttributeAsync("aria-invalid", "true");

        await journey.Field("Secret Value").FillAsync("synthetic");
        await SubmitKeyAsync("1ST", "Secret key may not start with the digit 1");
        await Expect(journey.Dialog("Add Secret")).Not.ToContainTextAsync("Secret value is required");
        await SubmitKeyAsync("ÜBER", "Secret key may not contain “Ü”: each character is A to Z, 0 to 9 or _");
        await SubmitKeyAsync("A.B", "Secret key may not contain “.”");
        await SubmitKeyAsync(new string('A', 129), "Secret key is too long: at most 128 characters");
        await SubmitKeyAsync("NODE_OPTIONS", "NODE_OPTIONS is reserved");
        await SubmitKeyAsync("LD_PRELOAD", "LD_PRELOAD is reserved: names that start with LD_");
        await journey.Field("Description").FillAsync(new string('x', 1001));
        await SubmitKeyAsync("GOOD", "Description is too long: at most 1,000 characters");
        await journey.Field("Description").FillAsync("");
        await journey.Field("Same value in every environment").UncheckAsync();
        await journey.Button("Create Secret").ClickAsync();
        await Expect(journey.Dialog("Add Secret")).ToContainTextAsync("Secret value is required");
        await Expect(journey.Field("Value for Development")).ToBeFocusedAsync();
        await journey.Button("Cancel").ClickAsync();
        await journey.Button("Discard").ClickAsync();
        await Expect(journey.Dialog("Add Secret")).ToHaveCountAsync(0);

        async Task SubmitKeyAsync(string key, string message)
        {
            await journey.Field("Secret Key").FillAsync(key);
            await journey.Button("Create Secret").ClickAsync();
            await Expect(journey.Dialog("Add Secret")).ToContainTextAsync(message);
        }
    }

    [Fact]
    public async Task Add_KeyThere_CanBeUpdatedInstead()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        var project = await app.AddProjectAsync();
        await journey.OpenSecretsAsync(project);
        await journey.AddAsync("API_KEY", "synthetic-first", "stays");
        await journey.Button("Add Secret").ClickAsync();
        await journey.Field("Secret Key").FillAsync("API_KEY");
        await journey.Field("Secret Value").FillAsync("synthetic-second");
        await Expect(journey.Button("Update it instead")).ToBeHiddenAsync();
        await journey.Button("Create Secret").ClickAsync();
        await Expect(journey.Dialog("Add Secret")).ToContainTextAsync("A secret with this key already exists");
        await journey.Button("Update it instead").ClickAsync();
        await Expect(journey.Dialog("Add Secret")).ToHaveCountAsync(0);
        await Expect(journey.Page.GetByText("API_KEY updated")).ToBeVisibleAsync();
        await Expect(journey.Row("API_KEY")).ToContainTextAsync("stays");
        Assert.Equal("synthetic-second", Encoding.UTF8.GetString(await StoredValues.OpenAsync(app.Services, project, "API_KEY", "production")));
    }

    [Fact]
    public async Task Add_MultiLineValue_KeepsEveryByte()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        var project = await app.AddProjectAsync();
        await journey.OpenSecretsAsync(project);
        using var rsa = RSA.Create(2048);
        var pem = $"  {rsa.ExportPkcs8PrivateKeyPem()}\n\n# “quotes” 'and' \\slashes\\ \t é 日本 🔑 </textarea><script>\n";
        await journey.Button("Add Secret").ClickAsync();
        await journey.Field("Secret Key").FillAsync("PRIVATE_KEY");
        await journey.Field("Secret Value").FillAsync("one line");
        var note = journey.Page.GetByText("Several lines: each break is stored as LF").First;
        await Expect(note).ToBeHiddenAsync();
        await journey.Field("Secret Value").FillAsync(pem);
        await Expect(note).ToBeVisibleAsync();
        await journey.Button("Create Secret").ClickAsync();
        await Expect(journey.Row("PRIVATE_KEY")).ToBeVisibleAsync();
        foreach (var environment in new[] { "development", "staging", "production" })
        {
            var stored = await StoredValues.OpenAsync(app.Services, project, "PRIVATE_KEY", environment);
            Assert.True(stored.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(pem)), $"the value stored for {environment} differs from what was typed");
        }
    }

    [Fact]
    public async Task Add_ValueField_IsMaskedUntilShown()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenSecretsAsync(await app.AddProjectAsync());
        await journey.Button("Add Secret").ClickAsync();
        await Expect(journey.Field("Secret Value")).ToHaveCSSAsync("-webkit-text-security", "disc");
        await Expect(journey.Field("Secret Value")).ToHaveAttributeAsync("autocomplete", "off");
        var toggle = journey.Page.GetByRole(AriaRole.Button, new() { Name = "Show value" }).First;
        await toggle.ClickAsync();
        await Expect(journey.Field("Secret Value")).ToHaveCSSAsync("-webkit-text-security", "none");
        await Expect(toggle).ToHaveAttributeAsync("aria-pressed", "true");
        await toggle.ClickAsync();
        await Expect(journey.Field("Secret Value")).ToHaveCSSAsync("-webkit-text-security", "disc");
    }
}
