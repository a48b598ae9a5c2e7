using Microsoft.Playwright;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>A person sets up an authenticator app, signs in with its code, and with a recovery code where the phone is gone.</summary>
[Collection(SharedBrowser.Name)]
public sealed class SecondFactorJourneyTests(BrowserFixture browser, TestApp app)
{
    [Theory]
    [InlineData(1280, 800)]
    [InlineData(390, 844)]
    public async Task Authenticator_SetUp_IsAskedForAtSignIn(int width, int height)
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        await app.AddPersonAsync("Grace Hopper", email);
        await using var journey = await Journey.StartAsync(browser, app.Address, options =>
            (options.ViewportSize, options.ReducedMotion, options.AcceptDownloads) = (new() { Width = width, Height = height }, ReducedMotion.Reduce, true));
        await PasswordAsync(journey, email);
        await OpenAccountAsync(journey);
        await CheckAsync(journey, "account, no app");
        await journey.Page.GetByRole(AriaRole.Link, new() { Name = "Set up" }).ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Img, new() { Name = "QR code with the key for your authenticator app" })).ToBeVisibleAsync();
        await journey.Page.GetByText("The camera does not work?").ClickAsync();
        var phone = Phone.Of(await journey.Page.GetByLabel("Key", new() { Exact = true }).InnerTextAsync());
        await CheckAsync(journey, "set up");
        journey.Allow("400");
        await journey.Field("Code").FillAsync(phone.WrongCode(app.Clock.GetUtcNow()));
        await journey.Button("Turn on").ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "This code is wrong." })).ToBeVisibleAsync();
        await CheckAsync(journey, "set up, with a message");
        await journey.Field("Code").FillAsync(phone.Code(app.Clock.GetUtcNow()));
        await journey.Button("Turn on").ClickAsync();
        var codes = journey.Page.GetByRole(AriaRole.List, new() { Name = "Recovery codes" }).GetByRole(AriaRole.Listitem);
        await Expect(codes).ToHaveCountAsync(10);
        await CheckAsync(journey, "recovery codes");
        var recovery = await codes.AllInnerTextsAsync();
        var download = await journey.Page.RunAndWaitForDownloadAsync(() => journey.Button("Download").ClickAsync());
        Assert.Equal("recovery-codes.txt", download.SuggestedFilename);
        Assert.Equal(recovery, (await File.ReadAllLinesAsync(await download.PathAsync())).Select(line => line.Trim()));
        await journey.Page.GetByRole(AriaRole.Link, new() { Name = "Done" }).ClickAsync();
        await Expect(journey.Page.GetByText("10 recovery codes are left.")).ToBeVisibleAsync();

        await journey.SignOutAsync();
        await Expect(journey.Button("Sign in")).ToBeVisibleAsync();
        await PasswordAsync(journey, email);
        await Expect(journey.Field("Code")).ToBeFocusedAsync();
        await CheckAsync(journey, "second factor");
        await journey.Field("Code").FillAsync(phone.WrongCode(app.Clock.GetUtcNow()));
        await journey.Button("Sign in").ClickAsync();
        await Expect(journey.Page.GetByText("This code is wrong, or was used already.")).ToBeVisibleAsync();
        await CheckAsync(journey, "second factor, with a message");
        await journey.Field("Code").FillAsync(phone.Code(app.Clock.GetUtcNow().AddSeconds(30)));
        await journey.Button("Sign in").ClickAsync();
        await OpenAccountAsync(journey);

        await journey.SignOutAsync();
        await Expect(journey.Button("Sign in")).ToBeVisibleAsync();
        await PasswordAsync(journey, email);
        await journey.Page.GetByRole(AriaRole.Link, new() { Name = "Use a recovery code" }).ClickAsync();
        await Expect(journey.Field("Recovery code")).ToBeFocusedAsync();
        await CheckAsync(journey, "recovery code");
        await journey.Field("Recovery code").FillAsync(recovery[0].ToLowerInvariant());
        await journey.Button("Sign in").ClickAsync();
        await OpenAccountAsync(journey);
        await Expect(journey.Page.GetByText("9 recovery codes are left.")).ToBeVisibleAsync();

        await app.ConfirmedAsync(app.Clock.GetUtcNow().UtcDateTime - Session.Confirmed, (await app.AccountAsync(email)).User);
        await RenewAsync(journey);
        await Expect(journey.Page.GetByText("Then do it again.")).ToBeVisibleAsync();
        await journey.Field("Password").FillAsync(TestApp.Password);
        await journey.Button("Confirm").ClickAsync();
        // of two clicks the second would hide what the first one made
        await RenewAsync(journey);
        await Expect(codes).ToHaveCountAsync(10);
        Assert.Empty(recovery.Intersect(await codes.AllInnerTextsAsync()));
        await journey.Page.GetByRole(AriaRole.Link, new() { Name = "Done" }).ClickAsync();

        await journey.Page.GetByText("Turn off").First.ClickAsync();
        await CheckAsync(journey, "account, turning off");
        await journey.Button("Turn off").ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Link, new() { Name = "Set up" })).ToBeVisibleAsync();
    }

    private static async Task RenewAsync(Journey journey)
    {
        await journey.Page.GetByText("New recovery codes").First.ClickAsync();
        await journey.Button("New recovery codes").DblClickAsync();
    }

    private static async Task PasswordAsync(Journey journey, string email)
    {
        if (!journey.Page.Url.Contains("/login", StringComparison.Ordinal))
        {
            await journey.Page.GotoAsync("/login");
        }
        await journey.Field("Email").FillAsync(email);
        await journey.Field("Password").FillAsync(TestApp.Password);
        await journey.Button("Sign in").ClickAsync();
    }

    private static async Task OpenAccountAsync(Journey journey)
    {
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Overview", Level = 1 })).ToBeVisibleAsync();
        await journey.OpenPersonMenuAsync();
        await journey.Page.GetByRole(AriaRole.Link, new() { Name = "Your account" }).ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Your account", Level = 1 })).ToBeVisibleAsync();
    }

    private static Task CheckAsync(Journey journey, string where) => Axe.CheckAsync(journey.Page, where);
}
