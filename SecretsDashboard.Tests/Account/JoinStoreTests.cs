using System.Net;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Account;

/// <summary>An invitation lets one person join, with its address and its role; any other link is no link.</summary>
public sealed class JoinStoreTests : DatabaseTest
{
    private const string Password = "correct horse battery";

    private Caller owner = null!;

    private JoinStore Store => Database.Get<JoinStore>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        owner = await Callers.OwnerAsync();
    }

    [Fact]
    public async Task Join_GoodLink_MakesThePersonAndSignsThemIn()
    {
        var code = await CodeAsync(InstanceRole.Admin);
        Assert.Equal("Grace@example.com", await Store.FindAsync(code, None));

        var outcome = await JoinAsync(code);

        var ids = SessionClaims.Read(outcome.Principal)!.Value;
        Assert.True(await Database.Get<LiveSessions>().IsLiveAsync(ids.User, ids.Session, None));
        var person = await Database.ReadAsync(db => db.Users.SingleAsync(user => user.Id == ids.User));
        Assert.Equal(("Grace Hopper", "Grace@example.com", InstanceRole.Admin, Time.Now), (person.Name, person.Email, person.Role, person.LastSignInAt));
        Assert.Equal(("person.joined", "Grace Hopper"), ((await LastAuditAsync()).Text("action"), (await LastAuditAsync()).Text("actor.name")));
        foreach (var email in (string[])["grace@example.com", " GRACE@EXAMPLE.COM "])
        {
            var signedIn = await Database.Get<AccountStore>().SignInAsync(new SignInForm { Email = email, Password = Password }, new Visit(IPAddress.Loopback, "Test", "r"), None);
            Assert.NotNull(signedIn.Principal);
        }
    }

    [Fact]
    public async Task Join_UsedExpiredWithdrawnAndUnknown_AnswerAlike()
    {
        var used = await CodeAsync();
        Assert.NotNull((await JoinAsync(used)).Principal);
        var withdrawn = await Given.InvitationAsync(owner, "w@example.com", InstanceRole.Member);
        await Database.Get<InvitationStore>().WithdrawAsync(owner, withdrawn.Id, None);
        var expired = await Given.InvitationAsync(owner, "e@example.com", InstanceRole.Member);
        Time.Advance(Invitation.Lifetime);

        foreach (var code in new[] { used, withdrawn.Code, expired.Code, new string('0', 64), "", null, "\0" })
        {
            Assert.Null(await Store.FindAsync(code, None));
            Assert.Same(SignInOutcome.NoLink, await JoinAsync(code));
        }
        Assert.Equal(2, await Database.ReadAsync(db => db.Users.CountAsync()));
    }

    [Fact]
    public async Task Join_JustBeforeItExpires_Works()
    {
        var code = await CodeAsync();
        Time.Advance(Invitation.Lifetime - TimeSpan.FromSeconds(1));

        Assert.NotNull((await JoinAsync(code)).Principal);
    }

    [Fact]
    public async Task Join_TwoAtOnce_OneWins()
    {
        var code = await CodeAsync();

        var outcomes = await Task.WhenAll(JoinAsync(code, "First"), JoinAsync(code, "Second"));

        Assert.Single(outcomes, outcome => outcome.Principal is not null);
        Assert.Same(SignInOutcome.NoLink, Assert.Single(outcomes, outcome => outcome.Principal is null));
        Assert.Equal(2, await Database.ReadAsync(db => db.Users.CountAsync()));
        Assert.Single(await AuditAsync(), entry => entry.Action == AuditAction.PersonJoined);
    }

    [Fact]
    public async Task Join_InviterWasDisabledMeanwhile_IsNoLink()
    {
        var admin = await Callers.AdminAsync();
        var code = (await Given.InvitationAsync(admin, "grace@example.com", InstanceRole.Admin)).Code;
        await Database.Get<MemberStore>().DisableAsync(owner, admin.UserId, None);

        Assert.Same(SignInOutcome.NoLink, await JoinAsync(code));
    }

    private async Task<string?> CodeAsync(InstanceRole role = InstanceRole.Member) => (await Given.InvitationAsync(owner, "Grace@example.com", role)).Code;

    private Task<SignInOutcome> JoinAsync(string? code, string name = " Grace Hopper ") => Store.JoinAsync(
        new JoinForm { Code = code, Name = name, Password = Password, ConfirmPassword = Password }, new Visit(IPAddress.Loopback, "Test", "request-1"), None);
}
