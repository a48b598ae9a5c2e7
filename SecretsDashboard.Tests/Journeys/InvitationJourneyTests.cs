using System.Collections.Concurrent;
using System.Text;
using Microsoft.Playwright;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>An Owner and the person they invite, side by side: link, joining, roles, disabling, removing.</summary>
[Collection(SharedBrowser.Name)]
public sealed class InvitationJourneyTests(BrowserFixture browser, TestApp app)
{
    [Fact]
    public async Task Invited_Joins_IsMadeAdmin_Disabled_Removed_AndSeesEachAtOnce()
    {
        var email = $"grace-{Guid.NewGuid():N}@example.com";
        await using var owner = await Journey.SignedInAsync(browser, app, options => options.Permissions = ["clipboard-read", "clipboard-write"]);
        var frames = new ConcurrentQueue<string>();
        owner.Page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => frames.Enqueue(Encoding.Latin1.GetString(frame.Binary ?? []));
        var project = await app.AddProjectAsync();
        await owner.OpenAsync("/members", "Members");
        await owner.Button("Invite").ClickAsync();
        await owner.Button("Create invitation").ClickAsync();
        await Expect(owner.Dialog("Invite")).ToContainTextAsync("Email is required");
        await owner.Field("Email").FillAsync(email);
        await owner.Page.Locator("details.projects summary").ClickAsync();
        await owner.Field($"Role in Project {project}").SelectOptionAsync("Editor");
        await owner.Button("Create invitation").ClickAsync();
        await Expect(owner.Button("Copy")).ToBeFocusedAsync();
        await owner.Button("Copy").ClickAsync();
        await Expect(owner.Button("Copied")).ToBeVisibleAsync();
        var link = await owner.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.Equal(await owner.Field("Invitation link").InputValueAsync(), link);
        await Expect(owner.Page.GetByRole(AriaRole.Img, new() { Name = "QR code of the invitation link" })).ToHaveAttributeAsync("src", new System.Text.RegularExpressions.Regex("^data:image/svg"));
        await owner.DoneAsync();
        await Expect(Row(owner, email)).ToContainTextAsync("Invited");
        await owner.Button($"New link for {email}").ClickAsync();
        await owner.Button("Create link").ClickAsync();
        await Expect(owner.Field("Invitation link")).Not.ToHaveValueAsync(link);
        var lost = link;
        link = await owner.Field("Invitation link").InputValueAsync();
        await owner.DoneAsync();
        Assert.NotEmpty(frames);
        Assert.DoesNotContain(frames, frame => frame.Contains(link.Split('#')[1], StringComparison.Ordinal));

        await using var holder = await Journey.StartAsync(browser, app.Address);
        holder.Allow("404");
        await holder.Page.GotoAsync(lost);
        await Expect(holder.Page.GetByText("This link is not valid.")).ToBeVisibleAsync();

        // who is signed in already is told so, and nothing is used up
        await using var stillOwner = await Journey.SignedInAsync(browser, app);
        stillOwner.Allow("409");
        await stillOwner.Page.GotoAsync(link);
        await Expect(stillOwner.Page.GetByText("Somebody is signed in with this browser.")).ToBeVisibleAsync();

        await using var grace = await Journey.StartAsync(browser, app.Address);
        foreach (var part in (string[])["400", "401", "404", "Cannot send data", "start the connection", "WebSocket", "Connection disconnected"])
        {
            grace.Allow(part);
        }
        await grace.Page.GotoAsync(link);
        await Expect(grace.Field("Name")).ToBeFocusedAsync();
        await Expect(grace.Field("Email")).ToHaveValueAsync(email);
        Assert.DoesNotContain("#", grace.Page.Url, StringComparison.Ordinal);
        await grace.Field("Name").FillAsync("Grace Hopper");
        await grace.Field("Password").FillAsync("short");
        await grace.Button("Join").ClickAsync();
        await Expect(grace.Page.GetByText("Password is too short")).ToBeVisibleAsync();
        await grace.Field("Password").FillAsync(TestApp.Password);
        await grace.Field("Confirm password").FillAsync(TestApp.Password);
        await grace.Button("Join").ClickAsync();
        await Expect(grace.Button("Add Secret")).ToBeVisibleAsync();
        Assert.EndsWith($"/projects/{project}", grace.Page.Url, StringComparison.Ordinal);
        // the project's members, and not those of the instance
        await Expect(grace.Page.GetByRole(AriaRole.Link, new() { Name = "Members" })).ToHaveCountAsync(1);

        await using var late = await Journey.StartAsync(browser, app.Address);
        late.Allow("404");
        await late.Page.GotoAsync(link);
        await Expect(late.Page.GetByText("This link is not valid.")).ToBeVisibleAsync();
        await Expect(late.Field("Name")).ToBeHiddenAsync();

        await owner.OpenAsync("/members", "Members");
        await owner.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search members" }).FillAsync(email);
        await Expect(owner.Page.GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
        await Expect(owner.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search members" })).ToBeFocusedAsync();
        await owner.Button("Change role of Grace Hopper").ClickAsync();
        await owner.Field("Role of Grace Hopper").SelectOptionAsync("Admin");
        await owner.Dialog("Change role").GetByRole(AriaRole.Button, new() { Name = "Change role" }).ClickAsync();
        await Expect(Row(owner, email)).ToContainTextAsync("Admin");
        await grace.OpenAsync("/members", "Members");
        await Expect(Row(grace, TestApp.OwnerEmail)).ToBeVisibleAsync();
        await Expect(grace.Button($"Remove {TestApp.OwnerName}")).ToHaveCountAsync(0);

        await owner.Button("Disable Grace Hopper").ClickAsync();
        await Expect(owner.Button("Cancel")).ToBeFocusedAsync();
        await owner.Alert("Disable").GetByRole(AriaRole.Button, new() { Name = "Disable" }).ClickAsync();
        await Expect(grace.Button("Sign in")).ToBeVisibleAsync();
        await Expect(grace.Page.GetByText(TestApp.OwnerEmail)).ToHaveCountAsync(0);
        await SignInAsync(grace, email);
        await Expect(grace.Page.GetByText("Email or password is wrong.")).ToBeVisibleAsync();
        await owner.Button("Enable Grace Hopper").ClickAsync();
        await owner.Alert("Enable").GetByRole(AriaRole.Button, new() { Name = "Enable" }).ClickAsync();
        await Expect(Row(owner, email)).ToContainTextAsync("Active");
        await SignInAsync(grace, email);
        await Expect(grace.Page.GetByRole(AriaRole.Heading, new() { Name = "Members" })).ToBeVisibleAsync();

        await owner.Button("Remove Grace Hopper").ClickAsync();
        await owner.Alert("Remove").GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(owner.Page.GetByText("Nobody matches")).ToBeVisibleAsync();
        await Expect(grace.Button("Sign in")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Several_Invited_EachHasALinkOfItsOwn()
    {
        await using var owner = await Journey.SignedInAsync(browser, app, options => options.Permissions = ["clipboard-read", "clipboard-write"]);
        var name = $"{Guid.NewGuid():N}";
        await owner.OpenAsync("/members", "Members");
        await owner.Button("Invite").ClickAsync();
        await owner.Field("Email").FillAsync($"a-{name}@example.com\nb-{name}@example.com, {TestApp.OwnerEmail}");
        await owner.Button("Create invitation").ClickAsync();

        var first = owner.Field($"Invitation link of a-{name}@example.com");
        await Expect(owner.Button($"Copy link of a-{name}@example.com")).ToBeFocusedAsync();
        Assert.NotEqual(await first.InputValueAsync(), await owner.Field($"Invitation link of b-{name}@example.com").InputValueAsync());
        await Expect(owner.Dialog("Copy the link now")).ToContainTextAsync("This person has an account already");
        await Expect(owner.Field($"Invitation link of {TestApp.OwnerEmail}")).ToBeHiddenAsync();
        await owner.Button($"Copy link of a-{name}@example.com").ClickAsync();
        Assert.Equal(await first.InputValueAsync(), await owner.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await owner.Button("Copy all").ClickAsync();
        Assert.Equal(2, (await owner.Page.EvaluateAsync<string>("navigator.clipboard.readText()")).Split('\n').Count(line => line.Contains("/invitations#", StringComparison.Ordinal)));
        await owner.Button("Done").ClickAsync();
        await Expect(Row(owner, $"b-{name}@example.com")).ToContainTextAsync("Invited");
    }

    private static ILocator Row(Journey journey, string email) => journey.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = email });

    private static async Task SignInAsync(Journey journey, string email)
    {
        await journey.Field("Email").FillAsync(email);
        await journey.Field("Password").FillAsync(TestApp.Password);
        await journey.Button("Sign in").ClickAsync();
    }
}
