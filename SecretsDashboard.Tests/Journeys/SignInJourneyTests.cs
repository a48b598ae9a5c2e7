using Microsoft.Playwright;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>A sign-in page that stands open while the person signs in elsewhere.</summary>
[Collection(SharedBrowser.Name)]
public sealed class SignInJourneyTests(BrowserFixture browser, TestApp app)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SignIn_SecondOpenTab_GoesOnAsWell(bool noticesTheFirst)
    {
        await app.SetUpOwnerAsync();
        await using var journey = await Journey.StartAsync(browser, app.Address);
        // what a page that was left without a session was told
        journey.Allow("401");
        var second = await journey.Context.NewPageAsync();
        await second.GotoAsync("/projects");
        await FillAsync(second);
        await journey.Page.GotoAsync("/login");
        await FillAsync(journey.Page);
        await journey.Button("Sign in").ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Overview", Level = 1 })).ToBeVisibleAsync();
        if (noticesTheFirst)
        {
            await second.EvaluateAsync("() => document.dispatchEvent(new Event('visibilitychange'))");
        }
        else
        {
            await journey.Button("Sign in", second).ClickAsync();
        }
        await Expect(second.GetByRole(AriaRole.Heading, new() { Name = "Projects", Level = 1 })).ToBeVisibleAsync();
    }

    private static async Task FillAsync(IPage page)
    {
        await page.GetByLabel("Email").FillAsync(TestApp.OwnerEmail);
        await page.GetByLabel("Password").FillAsync(TestApp.Password);
    }
}
