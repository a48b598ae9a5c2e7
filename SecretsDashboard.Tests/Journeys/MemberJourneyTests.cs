using Microsoft.Playwright;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>Two people side by side: what one does to the other's role shows in the other's open tab at once.</summary>
[Collection(SharedBrowser.Name)]
public sealed class MemberJourneyTests(BrowserFixture browser, TestApp app)
{
    [Fact]
    public async Task Member_AddedLoweredRemoved_SeesItInTheOpenTab()
    {
        var email = $"grace-{Guid.NewGuid():N}@example.com";
        await app.AddPersonAsync("Grace Hopper", email);
        var project = await app.AddProjectAsync();
        await using var owner = await Journey.SignedInAsync(browser, app);
        await owner.OpenSecretsAsync(project);
        await owner.AddAsync("API_KEY", "synthetic");
        await owner.Page.GetByRole(AriaRole.Navigation, new() { Name = $"Project {project}" }).GetByRole(AriaRole.Link, new() { Name = "Members" }).ClickAsync();
        await owner.Button("Add member").ClickAsync();
        await owner.Field("Person").FillAsync(email);
        await owner.Dialog("Add member").GetByRole(AriaRole.Checkbox, new() { Name = $"Grace Hopper {email}" }).CheckAsync();
        await owner.Dialog("Add member").GetByRole(AriaRole.Button, new() { Name = "Add member" }).ClickAsync();
        await Expect(owner.Row("Grace Hopper")).ToContainTextAsync("Editor");

        await using var other = await GraceAsync(email);
        await other.OpenSecretsAsync(project);
        await Expect(other.Button("Edit API_KEY")).ToBeVisibleAsync();
        await owner.Button("Change role of Grace Hopper").ClickAsync();
        await owner.Field("Role").SelectOptionAsync("Viewer");
        await owner.Button("Change role").ClickAsync();
        await Expect(owner.Row("Grace Hopper")).ToContainTextAsync("Viewer");
        await Expect(other.Button("Edit API_KEY")).ToHaveCountAsync(0, new() { Timeout = 5000 });
        await Expect(other.Row("API_KEY")).ToBeVisibleAsync();
        await Expect(other.Button("Add Secret")).ToHaveCountAsync(0);

        var elsewhere = await other.Context.NewPageAsync();
        await other.OpenAsync("/personal", "Secrets", elsewhere);
        await other.Button("Add Secret", elsewhere).ClickAsync();
        await elsewhere.GetByLabel("Secret Key", new() { Exact = true }).FillAsync("MY_OWN");
        await owner.Button("Remove Grace Hopper").ClickAsync();
        await Expect(owner.Button("Cancel")).ToBeFocusedAsync();
        await owner.Button("Remove").ClickAsync();
        await Expect(other.Page.GetByRole(AriaRole.Heading, new() { Name = "Not found" })).ToBeVisibleAsync(new() { Timeout = 5000 });
        await Expect(other.Page.GetByText("API_KEY")).ToHaveCountAsync(0);
        await Expect(other.Page.GetByRole(AriaRole.Link, new() { Name = $"Project {project}" })).ToHaveCountAsync(0);
        await elsewhere.GetByLabel("Secret Value", new() { Exact = true }).FillAsync("synthetic");
        await other.Button("Create Secret", elsewhere).ClickAsync();
        await Expect(elsewhere.GetByRole(AriaRole.Rowheader, new() { Name = "MY_OWN" })).ToBeVisibleAsync();
        other.Allow("404");
        await other.Page.GotoAsync($"/projects/{project}");
        await Expect(other.Page.GetByRole(AriaRole.Heading, new() { Name = "Not found" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Member_WithALongNameAndAddress_LeavesEveryColumnAndDialogInSight()
    {
        var name = new string('N', 100);
        var email = $"{Guid.NewGuid():N}{new string('x', 32)}@{new string('y', 60)}.{new string('y', 60)}.{new string('y', 55)}.example.com";
        await app.AddPersonAsync(name, email);
        var project = await app.AddProjectAsync();
        await using var owner = await Journey.SignedInAsync(browser, app);
        await owner.OpenAsync($"/projects/{project}/members", "Members");
        await owner.Button("Add member").ClickAsync();
        await FitsAsync(owner, "dialog[open]");
        await owner.Field("Person").FillAsync(email[..60]);
        await owner.Dialog("Add member").GetByRole(AriaRole.Checkbox, new() { Name = email }).CheckAsync();
        await FitsAsync(owner, "dialog[open]");
        await owner.Dialog("Add member").GetByRole(AriaRole.Button, new() { Name = "Add member" }).ClickAsync();
        await Expect(owner.Row(name)).ToContainTextAsync("Editor");
        await FitsAsync(owner, ".table-frame");
        await DialogsFitAsync(owner, $"Change role of {name}", $"Remove {name}");

        await owner.OpenAsync($"/projects/{project}/audit", "Audit log");
        await Expect(owner.Entry(name).First).ToBeVisibleAsync();
        await FitsAsync(owner, "ol.entries");

        await owner.OpenAsync($"/members?search={email}", "Members");
        await Expect(owner.Row(name)).ToContainTextAsync(email);
        await FitsAsync(owner, ".table-frame");
        await DialogsFitAsync(owner, $"Change role of {name}", $"Disable {name}", $"Remove {name}");

        await owner.Button($"Remove {name}").ClickAsync();
        await owner.Alert("Remove").GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(owner.Page.GetByText("Nobody matches")).ToBeVisibleAsync();
        await owner.OpenAsync("/audit", "Audit log");
        await Expect(owner.Entry(name).First).ToBeVisibleAsync();
        await FitsAsync(owner, "ol.entries");
    }

    private static async Task DialogsFitAsync(Journey journey, params string[] buttons)
    {
        foreach (var button in buttons)
        {
            await journey.Button(button).ClickAsync();
            await Expect(journey.Page.Locator("dialog[open]")).ToBeVisibleAsync();
            await FitsAsync(journey, "dialog[open]");
            await journey.Page.Keyboard.PressAsync("Escape");
            await Expect(journey.Page.Locator("dialog[open]")).ToHaveCountAsync(0);
        }
    }

    private static async Task FitsAsync(Journey journey, string selector)
    {
        var widths = await journey.Page.Locator(selector).EvaluateAsync<int[]>("element => [element.scrollWidth, element.clientWidth]");
        Assert.True(widths[0] <= widths[1], $"{journey.Page.Url}: {selector} is {widths[0]} wide, of which {widths[1]} are seen");
    }

    private async Task<Journey> GraceAsync(string email)
    {
        var journey = await Journey.StartAsync(browser, app.Address);
        await journey.Page.GotoAsync("/login");
        await SignInAsync(journey, email);
        return journey;
    }

    private static async Task SignInAsync(Journey journey, string email)
    {
        await journey.Field("Email").FillAsync(email);
        await journey.Field("Password").FillAsync(TestApp.Password);
        await journey.Button("Sign in").ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" })).ToBeVisibleAsync();
    }
}
