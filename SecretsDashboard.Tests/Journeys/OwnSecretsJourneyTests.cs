using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>Two people side by side: what one keeps to themselves the other finds nowhere, what the organization shares both see.</summary>
[Collection(SecretsBrowser.Name)]
public sealed class OwnSecretsJourneyTests(BrowserFixture browser) : IAsyncLifetime
{
    private const string MiaEmail = "mia@example.com";

    // its own: what is shared is delivered to every token of an instance
    private TestApp app = null!;

    public async Task InitializeAsync() => app = await TestApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task PersonalSecret_IsNowhereForTheOwner_SharedOneIsSeenByTheMember()
    {
        await app.AddPersonAsync("Mia Member", MiaEmail);
        await app.Services.GetRequiredService<WriteGate>().WriteAsync(
            db => db.Users.Where(user => user.Email == MiaEmail).ExecuteUpdateAsync(set => set.SetProperty(user => user.Role, InstanceRole.Member)), CancellationToken.None);
        using var visitor = await app.SignedInAsync(MiaEmail);
        await using var mia = await Journey.WithSessionAsync(browser, visitor);
        await using var owner = await Journey.SignedInAsync(browser, app);

        await mia.OpenAsync("/", "Overview");
        await Link(mia, "Personal").ClickAsync();
        await Expect(mia.Page.GetByText("Nobody else sees them, not even that they are there.")).ToBeVisibleAsync();
        await mia.AddAsync("HIDDEN_KEY", "synthetic", "mine alone");
        await Expect(Link(mia, "Personal")).ToHaveAttributeAsync("aria-current", "page");
        await mia.Page.GetByRole(AriaRole.Link, new() { Name = "Tokens", Exact = true }).ClickAsync();
        await mia.Button("New token").ClickAsync();
        await mia.Field("Name").FillAsync("hidden token");
        await mia.Button("Create token").ClickAsync();
        var token = await mia.Field("Token").InputValueAsync();
        using (var http = new HttpClient())
        {
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);
            using var received = await http.GetAsync(new Uri($"{app.Address}/api/v1/secrets"));
            Assert.Contains("HIDDEN_KEY", await received.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        await Expect(mia.Page.GetByText("Received 1 secret")).ToBeVisibleAsync();
        await mia.DoneAsync();
        await mia.Page.GetByRole(AriaRole.Link, new() { Name = "Audit", Exact = true }).ClickAsync();
        await Expect(mia.Entry("received all secrets").First).ToBeVisibleAsync();
        await Expect(mia.Entry("HIDDEN_KEY").First).ToBeVisibleAsync();

        await owner.OpenAsync("/personal", "Secrets");
        await Expect(owner.Page.GetByRole(AriaRole.Heading, new() { Name = "Add the first secret" })).ToBeVisibleAsync();
        await owner.OpenAsync("/audit", "Audit log");
        await Expect(owner.Page.GetByText("The log is intact")).ToBeVisibleAsync();
        await Expect(owner.Entry("signed in").First).ToBeVisibleAsync();
        foreach (var hidden in (string[])["HIDDEN_KEY", "hidden token", "received"])
        {
            await Expect(owner.Entry(hidden)).ToHaveCountAsync(0);
        }
        await FindAsync(owner, "hidden");
        await Expect(owner.Dialog("Find")).ToContainTextAsync("Nothing you may see fits this.");
        await owner.Page.Keyboard.PressAsync("Escape");

        await Link(owner, "Shared").ClickAsync();
        await Expect(owner.Page.GetByText("A place for what every project needs")).ToBeVisibleAsync();
        await owner.AddAsync("SMTP_PASSWORD", "synthetic");
        await FindAsync(mia, "smtp");
        await Expect(mia.Dialog("Find").GetByRole(AriaRole.Option).First).ToContainTextAsync("SMTP_PASSWORD");
        await mia.Page.Keyboard.PressAsync("Enter");
        await Expect(mia.Row("SMTP_PASSWORD")).ToBeVisibleAsync();
        Assert.EndsWith("/shared?secret=SMTP_PASSWORD", mia.Page.Url, StringComparison.Ordinal);
        foreach (var name in (string[])["Add Secret", "Import .env", "Edit SMTP_PASSWORD", "Delete SMTP_PASSWORD"])
        {
            await Expect(mia.Button(name)).ToHaveCountAsync(0);
        }
        await Expect(mia.Page.GetByRole(AriaRole.Link, new() { Name = "Tokens", Exact = true })).ToHaveCountAsync(0);
        await FindAsync(mia, "hidden");
        await Expect(mia.Dialog("Find").GetByRole(AriaRole.Option).First).ToContainTextAsync("HIDDEN_KEY");
    }

    [Fact]
    public async Task Shared_DeliveredToChosenProjects_IsSaidToEverybody()
    {
        var (bot, shop) = (await app.AddProjectAsync(), await app.AddProjectAsync());
        await using var owner = await Journey.SignedInAsync(browser, app);

        await owner.OpenAsync("/shared", "Secrets");
        await Expect(owner.Page.GetByText("Delivered to all team projects.")).ToBeVisibleAsync();
        await owner.Page.GetByRole(AriaRole.Link, new() { Name = "Change", Exact = true }).ClickAsync();
        await Expect(owner.Page.GetByRole(AriaRole.Heading, new() { Name = "Delivered to" })).ToBeVisibleAsync();
        await owner.Page.GetByRole(AriaRole.Radio, new() { Name = "Chosen projects" }).CheckAsync();
        await Axe.CheckAsync(owner.Page, "Delivered to");
        await owner.Page.GetByRole(AriaRole.Checkbox).Filter(new() { Visible = true }).And(owner.Page.GetByLabel(bot)).UncheckAsync();
        await owner.Button("Save list").ClickAsync();
        await Expect(owner.Page.GetByText("Delivered to 1 project", new() { Exact = true })).ToBeVisibleAsync();
        await owner.OpenAsync("/shared/settings", "Settings");
        await Expect(owner.Page.GetByRole(AriaRole.Radio, new() { Name = "Chosen projects" })).ToBeCheckedAsync();
        await Expect(owner.Page.GetByLabel(shop)).ToBeCheckedAsync();
        await Expect(owner.Page.GetByLabel(bot)).Not.ToBeCheckedAsync();
        await Link(owner, "Shared").ClickAsync();
        await Expect(owner.Page.GetByText("Delivered to 1 project: ")).ToBeVisibleAsync();
    }

    private static ILocator Link(Journey journey, string name) =>
        journey.Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    private static async Task FindAsync(Journey journey, string text)
    {
        await journey.Page.Keyboard.PressAsync("Control+k");
        await journey.Field("Search everything").FillAsync(text);
    }
}
