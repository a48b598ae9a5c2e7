using Microsoft.Playwright;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>What others change while a page is open.</summary>
[Collection(SharedBrowser.Name)]
public sealed class LiveJourneyTests(BrowserFixture browser, TestApp app)
{
    [Fact]
    public async Task Drawer_ProjectOfAnotherTab_ShowsByItself()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        await journey.OpenAsync("/", "Overview");
        var project = await app.AddProjectAsync();
        await journey.OpenAsync($"/projects/{project}/settings", "Settings");
        var other = await journey.Context.NewPageAsync();
        await journey.OpenAsync("/members", "Members", other);

        var name = $"Renamed {project}";
        await journey.Field("Name").FillAsync(name);
        await journey.Button("Save").ClickAsync();

        await Expect(other.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = name })).ToBeVisibleAsync();
        await Expect(other.GetByRole(AriaRole.Link, new() { Name = "Members" }).First).ToHaveAttributeAsync("aria-current", "page");
    }

    [Fact]
    public async Task Changes_ByAProgram_AreSaidAndShownWhenAsked()
    {
        await using var journey = await Journey.SignedInAsync(browser, app);
        var project = await app.AddProjectAsync();
        using var program = await TokenUser.MintAsync(app, project);
        await journey.OpenSecretsAsync(project);

        using (var answer = await program.PutAsync("LIVE_KEY", """{"value":"synthetic"}"""))
        {
            Assert.True(answer.IsSuccessStatusCode);
        }

        await Expect(journey.Page.GetByText("1 change by token")).ToBeVisibleAsync();
        await Axe.CheckAsync(journey.Page, "a change by a program");
        await Expect(journey.Page.GetByText("LIVE_KEY")).ToHaveCountAsync(0);
        await journey.Button("Show").ClickAsync();
        await Expect(journey.Page.GetByText("LIVE_KEY").First).ToBeVisibleAsync();
        await Expect(journey.Page.GetByText("1 change by token")).ToHaveCountAsync(0);
    }
}
