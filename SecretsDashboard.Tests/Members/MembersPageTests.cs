using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Tests.Access;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Members;

/// <summary>The people of the instance on the page: what each role is offered, and what becomes of it.</summary>
public sealed class MembersPageTests : ComponentTest
{
    private const string Focus = "Blazor._internal.domWrapper.focus";

    private Caller owner = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Services.AddSingleton(Database.Get<MemberStore>()).AddSingleton(Database.Get<InvitationStore>()).AddSingleton<TimeProvider>(Database.Time);
        owner = await Callers.OwnerAsync();
        SignIn(owner);
    }

    [Fact]
    public async Task Page_ForAnAdmin_HasNoButtonsForOwners()
    {
        SignIn(await Callers.AdminAsync());
        await Callers.MemberAsync();

        var screen = Render<MembersPage>();

        Assert.Equal(["Adam Admin You", "Mia Member", "Olga Owner"], screen.Rows().Select(row => row[0]));
        Assert.Equal(
            ["Invite", "Change role of Mia Member", "Disable Mia Member", "Remove Mia Member"],
            screen.FindAll("button:not(.more)").Select(button => button.GetAttribute("aria-label") ?? Screen.TextOf(button)));
        screen.Button("Change role of Mia Member").Click();
        Assert.Equal(["Member", "Admin"], screen.Field("Role of Mia Member").QuerySelectorAll("option").Select(Screen.TextOf));
    }

    [Fact]
    public async Task Page_ForAMember_IsRefused()
    {
        SignIn(await Callers.MemberAsync());

        Assert.Throws<AccessDeniedException>(() => Render<MembersPage>());
    }

    [Fact]
    public async Task ChangeRole_Lower_SaysWhatItMeansBeforeAndIsDone()
    {
        var admin = await Callers.AdminAsync();
        var screen = Render<MembersPage>();
        screen.Button("Change role of Adam Admin").Click();

        screen.Field("Role of Adam Admin").Change("Member");
        Assert.Contains("A lower role signs them out everywhere", Screen.TextOf(screen.Dialog("Change role")), StringComparison.Ordinal);
        screen.Find("form").Submit();

        screen.WaitForAssertion(() => Assert.Equal("Member", screen.Rows()[0][2]));
        Assert.Equal(["Adam Admin is a Member now"], Notices);
        Assert.False(await Database.Get<LiveSessions>().IsLiveAsync(admin.UserId, admin.SessionId, CancellationToken.None));
    }

    [Fact]
    public async Task Disable_ThenEnable_ShowsTheState()
    {
        await Callers.MemberAsync();
        var screen = Render<MembersPage>();

        screen.Button("Disable Mia Member").Click();
        screen.Dialog("Disable");
        screen.Button("Disable").Click();
        screen.WaitForAssertion(() => Assert.Equal("Disabled", screen.Rows()[0][6]));
        screen.Button("Enable Mia Member").Click();
        screen.Button("Enable").Click();

        screen.WaitForAssertion(() => Assert.Equal("Active", screen.Rows()[0][6]));
        Assert.Equal(["Mia Member disabled", "Mia Member enabled"], Notices);
    }

    [Fact]
    public async Task Remove_SaysThatProjectTokensStay()
    {
        await Callers.MemberAsync();
        var screen = Render<MembersPage>();

        screen.Button("Remove Mia Member").Click();

        Assert.Contains("Project tokens they made go on working", Screen.TextOf(screen.Dialog("Remove")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "Project 1 is left without a manager: an admin must join it.")]
    [InlineData(2, "Project 1 and Project 2 are left without a manager: an admin must join them.")]
    [InlineData(5, "Project 1, Project 2, Project 3 and 2 more are left without a manager: an admin must join them.")]
    public async Task RemoveAndDisable_TheOnlyManager_NameTheProjects(int projects, string sentence)
    {
        var mia = await Callers.MemberAsync();
        for (var number = 1; number <= projects; number++)
        {
            await Given.ProjectAsync($"project-{number}", $"Project {number}");
            await Callers.JoinAsync(mia, $"project-{number}", ProjectRole.Manager);
        }
        await Database.ArrangeAsync(db => db.Memberships.RemoveRange(db.Memberships.Where(row => row.UserId != mia.UserId)));
        var screen = Render<MembersPage>();

        foreach (var deed in (string[])["Disable", "Remove"])
        {
            screen.Button($"{deed} Mia Member").Click();
            Assert.Contains(sentence, Screen.TextOf(screen.Dialog(deed)), StringComparison.Ordinal);
            screen.Dialog(deed).TriggerEvent("onclose", EventArgs.Empty);
        }
    }

    [Fact]
    public async Task Done_FocusGoesToTheHeadingWhereTheButtonIsGoneAlone()
    {
        await Callers.MemberAsync();
        var screen = Render<MembersPage>();

        screen.Button("Change role of Mia Member").Click();
        screen.Field("Role of Mia Member").Change("Admin");
        screen.Find("form").Submit();
        screen.WaitForAssertion(() => Assert.Equal("Admin", screen.Rows()[0][2]));
        JSInterop.VerifyNotInvoke(Focus);

        screen.Button("Disable Mia Member").Click();
        screen.Button("Disable").Click();
        screen.WaitForAssertion(() => JSInterop.VerifyInvoke(Focus));
    }

    [Fact]
    public async Task Remove_Cancelled_ThenConfirmed_TakesTheRowAway()
    {
        await Callers.MemberAsync();
        var screen = Render<MembersPage>();

        screen.Button("Remove Mia Member").Click();
        Assert.Contains("This cannot be undone", Screen.TextOf(screen.Dialog("Remove")), StringComparison.Ordinal);
        Assert.Equal(2, screen.Rows().Count);
        screen.Button("Remove").Click();

        screen.WaitForAssertion(() => Assert.Equal(["Olga Owner You"], screen.Rows().Select(row => row[0])));
    }

    [Fact]
    public async Task Remove_RemovedMeanwhile_KeepsTheDialogAndSaysSo()
    {
        var member = await Callers.MemberAsync();
        var screen = Render<MembersPage>();
        screen.Button("Remove Mia Member").Click();
        await Database.Get<MemberStore>().RemoveAsync(owner, member.UserId, CancellationToken.None);

        screen.Button("Remove").Click();

        screen.WaitForAssertion(() => Assert.Contains("This is not possible any more", Screen.TextOf(screen.Dialog("Remove")), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Invitations_LiveAndExpired_CanBeWithdrawn()
    {
        await Given.InvitationAsync(owner, "old@example.com", InstanceRole.Member);
        Database.Time.Advance(Invitation.Lifetime);
        owner = await Callers.SessionAsync(owner.UserId);
        SignIn(owner);
        await Given.InvitationAsync(owner, "new@example.com", InstanceRole.Admin);
        var screen = Render<MembersPage>();
        Assert.Equal(["old@example.com", "new@example.com"], screen.Rows().Skip(1).Select(row => row[1]));
        Assert.Equal("Expired", screen.Rows()[1][6]);
        Assert.StartsWith("Invited", screen.Rows()[2][6], StringComparison.Ordinal);

        screen.Button("Withdraw invitation of new@example.com").Click();
        screen.Button("Withdraw").Click();

        screen.WaitForAssertion(() => Assert.Equal(["old@example.com"], screen.Rows().Skip(1).Select(row => row[1])));
        Assert.Equal(["Invitation of new@example.com withdrawn"], Notices);
    }

    [Fact]
    public void Invite_Dialog_PostsToTheServerAndOffersEveryRoleToAnOwner()
    {
        var screen = Render<MembersPage>();

        screen.Button("Invite").Click();

        Assert.Equal(["Member", "Admin", "Owner"], screen.Field("Role").QuerySelectorAll("option").Select(Screen.TextOf));
        Assert.Equal("/members/invitations", screen.Find("form").GetAttribute("data-address"));
        Assert.True(screen.HasButton("Create invitation"));
    }

    [Fact]
    public async Task Search_LinkToSomebodyWhoJoinedMeanwhile_ShowsThem()
    {
        var screen = Render<MembersPage>();
        await Callers.MemberAsync();

        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/members?search=mia");

        screen.WaitForAssertion(() => Assert.Equal(["Mia Member"], screen.Rows().Select(row => row[0])));
    }

    [Theory]
    [InlineData(false, false, "None")]
    [InlineData(true, false, "App")]
    [InlineData(false, true, "Passkey")]
    [InlineData(true, true, "App and passkey")]
    public async Task SecondFactor_SaysWhichOnes(bool app, bool passkey, string shown)
    {
        var mia = await Callers.MemberAsync();
        if (app)
        {
            await Phone.SetUpAsync(Database.Services, mia);
        }
        if (passkey)
        {
            await Database.ArrangeAsync(db => db.UserPasskeys.Add(SecondFactorTests.Passkey(mia.UserId)));
        }

        var screen = Render<MembersPage>();

        Assert.Equal(shown, screen.Rows()[0][4]);
        Assert.Equal(app || passkey, screen.HasButton("Reset second factor of Mia Member"));
    }

    [Fact]
    public async Task Search_Text_ShowsWhoFits()
    {
        await Callers.MemberAsync();
        await Given.InvitationAsync(owner, "mia.second@example.com", InstanceRole.Member);
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/members?search=MIA");
        var screen = Render<MembersPage>();
        Assert.Equal(["Mia Member", "Not joined yet"], screen.Rows().Select(row => row[0]));

        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/members?search=nobody");

        screen.WaitForAssertion(() => screen.Heading("Nobody matches"));
        screen.Button("Show everybody").Click();
        screen.WaitForAssertion(() => Assert.Equal(3, screen.Rows().Count));
    }
}
