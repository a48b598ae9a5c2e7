using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>An invited person joins with a passkey, confirms with it, and sets a password in the end.</summary>
[Collection(SharedBrowser.Name)]
public sealed class PasskeyJoinJourneyTests(BrowserFixture browser, TestApp app)
{
    [Fact]
    public async Task Invitation_JoinedWithAPasskey_NeedsNoPasswordAnywhere()
    {
        var owner = (await app.SetUpOwnerAsync()).Caller;
        await app.OwnerAtHomeAsync();
        var email = $"{Guid.NewGuid():N}@example.com";
        var invited = await app.Services.GetRequiredService<InvitationStore>().InviteAsync(owner, new InviteForm { Email = email, Role = "Admin" }, CancellationToken.None);
        await using var grace = await Journey.StartAsync(browser, app.Address, options => options.ReducedMotion = ReducedMotion.Reduce);
        await PasskeyJourneyTests.AddDeviceAsync(grace);
        await grace.Page.GotoAsync($"/invitations#{invited.Code}");
        await grace.Button("Join with a passkey").ClickAsync();
        await Expect(grace.Page.GetByText("Name is required")).ToBeVisibleAsync();
        await Expect(grace.Field("Name")).ToBeFocusedAsync();
        await Axe.CheckAsync(grace.Page, "join, with a passkey");
        await grace.Field("Name").FillAsync("Grace Hopper");
        await grace.Button("Join with a passkey").ClickAsync();
        await Expect(grace.Page.GetByRole(AriaRole.Heading, new() { Name = "Overview", Level = 1 })).ToBeVisibleAsync();
        var person = (await app.AccountAsync(email)).User;
        await using (var db = await app.ReadAsync())
        {
            var line = AuditJson.Of(await db.Audit.AsNoTracking().OrderByDescending(entry => entry.Seq).FirstAsync());
            Assert.Equal(("person.joined", "Grace Hopper", "passkey"), (line.Text("action"), line.Text("actor.name"), line.Text("reason")));
            Assert.Null((await db.Users.SingleAsync(user => user.Id == person)).PasswordHash);
        }

        // asked in place whether it is her, she has no password to give
        grace.Allow("428");
        await grace.OpenAsync("/members", "Members");
        await app.ConfirmedAsync(app.Clock.GetUtcNow().UtcDateTime - Session.Confirmed, person);
        await grace.Button("Invite").ClickAsync();
        await grace.Field("Email").FillAsync($"new-{email}");
        await grace.Button("Create invitation").ClickAsync();
        await Expect(grace.Button("Use a passkey")).ToBeFocusedAsync();
        await Expect(grace.Dialog("Confirm it is you").GetByLabel("Password")).ToHaveCountAsync(0);
        await Axe.CheckAsync(grace.Page, "confirm it is you, with a passkey");
        await grace.Button("Use a passkey").ClickAsync();
        await Expect(grace.Field("Invitation link")).ToBeVisibleAsync();

        // it cannot be removed before there is another way in
        grace.Allow("400");
        await grace.Page.GotoAsync("/account");
        await grace.Page.GetByText("Remove", new() { Exact = true }).First.ClickAsync();
        await grace.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Remove .* for good$") }).ClickAsync();
        await Expect(grace.Page.GetByText("This is your only way to sign in")).ToBeVisibleAsync();
        await app.ConfirmedAsync(app.Clock.GetUtcNow().UtcDateTime - Session.Confirmed, person);
        await SetPasswordAsync(grace);
        await Expect(grace.Page.GetByRole(AriaRole.Heading, new() { Name = "Confirm it is you" })).ToBeVisibleAsync();
        await Axe.CheckAsync(grace.Page, "confirm on a page, with a passkey");
        await grace.Button("Use a passkey").ClickAsync();
        await SetPasswordAsync(grace);
        await Expect(grace.Page.GetByText("Your password is set.")).ToBeVisibleAsync();
        await grace.Page.GotoAsync("/account/confirm?ReturnUrl=%2Fprojects");
        await Expect(grace.Button("Use a passkey")).ToBeVisibleAsync();
        await grace.Field("Password").FillAsync(TestApp.Password);
        await grace.Button("Confirm").ClickAsync();
        await Expect(grace.Page.GetByRole(AriaRole.Heading, new() { Name = "Projects", Level = 1 })).ToBeVisibleAsync();
    }

    private static async Task SetPasswordAsync(Journey journey)
    {
        await journey.Page.GetByText("Set a password", new() { Exact = true }).First.ClickAsync();
        await journey.Field("New password").FillAsync(TestApp.Password);
        await journey.Field("Confirm password").FillAsync(TestApp.Password);
        await journey.Button("Set a password").ClickAsync();
    }
}
