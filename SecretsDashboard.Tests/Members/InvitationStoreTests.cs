using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Members;

/// <summary>Who may invite whom, which addresses, and that the code of a link is kept nowhere.</summary>
public sealed class InvitationStoreTests : DatabaseTest
{
    private Caller admin = null!;

    private InvitationStore Store => Database.Get<InvitationStore>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        admin = await Callers.AdminAsync();
    }

    [Fact]
    public async Task Invite_NewAddress_IsOnRecordWithoutItsCode()
    {
        var outcome = await InviteAsync("  Grace@Example.com ", "Admin");

        Assert.Equal("saved", outcome.Outcome);
        var row = await Database.ReadAsync(db => db.Invitations.SingleAsync());
        Assert.Equal(("Grace@Example.com", InstanceRole.Admin, Time.Now + TimeSpan.FromHours(72)), (row.Email, row.Role, row.ExpiresAt));
        var last = await LastAuditAsync();
        Assert.Equal(("person.invited", "Grace@Example.com", "admin"), (last.Text("action"), last.Text("target_name"), last.Text("reason")));
        Assert.DoesNotContain(outcome.Code!, last.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(outcome.Code!, outcome.ToString(), StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(Database.Folder.Data, "secrets.db*"))
        {
            Assert.Empty(CanarySearch.Find(outcome.Code!, await File.ReadAllBytesAsync(file)));
        }
    }

    [Theory]
    [InlineData("", "Email is required")]
    [InlineData("nonsense", "Email must be an address such as name@example.com")]
    [InlineData("a b@example.com", "Email must be an address such as name@example.com")]
    [InlineData("a@example.com\0", "Email must be an address such as name@example.com")]
    public async Task Invite_NoAddress_SaysTheRule(string email, string rule) => Assert.Equal(rule, Problem(await InviteAsync(email)));

    [Fact]
    public async Task Invite_LongAddress_SaysTheRule() =>
        Assert.Equal("Email is too long: at most 254 characters", Problem(await InviteAsync(new string('a', 250) + "@example.com")));

    [Fact]
    public async Task Invite_LongAfterSignIn_SaysTheRulesBeforeItAsksToConfirm()
    {
        Time.Advance(Session.Confirmed);

        Assert.Equal("Email is required", Problem(await InviteAsync("")));
        await Assert.ThrowsAsync<ConfirmationNeededException>(() => InviteAsync("grace@example.com"));
        Assert.Equal(0, await Database.ReadAsync(db => db.Invitations.CountAsync()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Root")]
    [InlineData("9")]
    [InlineData("0")]
    [InlineData("Member,Admin")]
    [InlineData("member")]
    public async Task Invite_UnknownRole_SaysTheRule(string role) =>
        Assert.Equal("Role is one of Member, Admin and Owner", Problem(await InviteAsync("grace@example.com", role)));

    [Fact]
    public async Task Invite_AddressWithAnAccountOrInvitation_IsOneHoweverWritten()
    {
        Assert.Equal("saved", (await InviteAsync("grace@example.com")).Outcome);

        Assert.Equal("This address is invited already: withdraw that invitation first", Problem(await InviteAsync(" GRACE@example.COM")));
        await Database.Gate.WriteAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.Email, "ada@example.com").SetProperty(user => user.NormalizedEmail, "ADA@EXAMPLE.COM")), None);
        Assert.Equal("This person has an account already", Problem(await InviteAsync("Ada@Example.com ")));
    }

    [Fact]
    public async Task Invite_ExpiredInvitation_IsReplaced()
    {
        await InviteAsync("grace@example.com");
        Time.Advance(Invitation.Lifetime);
        admin = await Callers.SessionAsync(admin.UserId);

        Assert.Equal("saved", (await InviteAsync("grace@example.com")).Outcome);

        Assert.Equal(1, await Database.ReadAsync(db => db.Invitations.CountAsync()));
    }

    [Fact]
    public async Task Invite_ByAMemberOrAnOwnerByAnAdmin_IsRefused()
    {
        var member = await Callers.MemberAsync();

        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.InviteAsync(member, new InviteForm { Email = "grace@example.com", Role = "Member" }, None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => InviteAsync("grace@example.com", "Owner"));

        Assert.Equal(0, await Database.ReadAsync(db => db.Invitations.CountAsync()));
        Assert.Equal("saved", (await Store.InviteAsync(await Callers.OwnerAsync(), new InviteForm { Email = "grace@example.com", Role = "Owner" }, None)).Outcome);
    }

    [Fact]
    public async Task Withdraw_TwiceOrByWhoMayNot_IsRefused()
    {
        var owner = await Callers.OwnerAsync();
        var forOwner = await Given.InvitationAsync(owner, "o@example.com", InstanceRole.Owner);
        var forMember = await Given.InvitationAsync(owner, "m@example.com", InstanceRole.Member);

        await Assert.ThrowsAsync<AccessDeniedException>(async () => await Store.WithdrawAsync(await Callers.MemberAsync(), forMember.Id, None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.WithdrawAsync(admin, forOwner.Id, None));
        await Store.WithdrawAsync(admin, forMember.Id, None);
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.WithdrawAsync(admin, forMember.Id, None));

        Assert.Equal("o@example.com", (await Database.ReadAsync(db => db.Invitations.SingleAsync())).Email);
        Assert.Single(await AuditAsync(), entry => entry.Action == AuditAction.InvitationWithdrawn);
    }

    [Fact]
    public async Task Invite_Several_EachHasItsOwnOutcome()
    {
        await InviteAsync("known@example.com");

        var outcome = await InviteAsync("grace@example.com\r\nnonsense, KNOWN@example.com;mia@example.com,,GRACE@example.com");

        Assert.Equal(("saved", (string?)null), (outcome.Outcome, outcome.Code));
        Assert.Equal(
            [("grace@example.com", null), ("nonsense", "Email must be an address such as name@example.com"), ("KNOWN@example.com", "This address is invited already: withdraw that invitation first"), ("mia@example.com", null)],
            outcome.People!.Select(person => (person.Email, person.Problem)));
        Assert.Equal([true, false, false, true], outcome.People!.Select(person => person.Code is not null));
        Assert.Equal(2, outcome.People!.Select(person => person.Code).OfType<string>().Distinct().Count());
        Assert.Equal(3, await Database.ReadAsync(db => db.Invitations.CountAsync()));
        Assert.DoesNotContain(outcome.People![0].Code!, outcome.People[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invite_SeveralAndNoneIsGood_KeepsNothingAndNamesEach()
    {
        var text = Problem(await InviteAsync("nonsense\nno sense"));
        Assert.Equal("nonsense: Email must be an address such as name@example.com · no sense: Email must be an address such as name@example.com", text);
        Assert.StartsWith("These are too many", Problem(await InviteAsync(string.Join('\n', Enumerable.Range(0, 51).Select(each => $"p{each}@example.com")))), StringComparison.Ordinal);
        Assert.Equal(0, await Database.ReadAsync(db => db.Invitations.CountAsync()));
    }

    [Fact]
    public async Task Renew_Expired_HasANewLinkAndTheOldOneOpensNothing()
    {
        var (id, old) = await Given.InvitationAsync(await Callers.OwnerAsync(), "grace@example.com", InstanceRole.Member);
        Time.Advance(Invitation.Lifetime);
        admin = await Callers.SessionAsync(admin.UserId);
        var joins = Database.Get<JoinStore>();
        Assert.Null(await joins.FindAsync(old, None));

        var renewed = await Store.RenewAsync(admin, id, None);

        Assert.Equal("grace@example.com", await joins.FindAsync(renewed.Code, None));
        Assert.Null(await joins.FindAsync(old, None));
        var row = await Database.ReadAsync(db => db.Invitations.SingleAsync());
        // it ends with the person who holds the link
        Assert.Equal((id, admin.UserId, Time.Now + Invitation.Lifetime), (row.Id, row.CreatedBy, row.ExpiresAt));
        var last = await LastAuditAsync();
        Assert.Equal(("invitation.renewed", "grace@example.com"), (last.Text("action"), last.Text("target_name")));
    }

    [Fact]
    public async Task Renew_ByWhoMayNotOrWithdrawn_IsRefused()
    {
        var owner = await Callers.OwnerAsync();
        var forOwner = await Given.InvitationAsync(owner, "o@example.com", InstanceRole.Owner);
        var forMember = await Given.InvitationAsync(owner, "m@example.com", InstanceRole.Member);

        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.RenewAsync(admin, forOwner.Id, None));
        await Assert.ThrowsAsync<AccessDeniedException>(async () => await Store.RenewAsync(await Callers.MemberAsync(), forMember.Id, None));
        await Store.WithdrawAsync(owner, forMember.Id, None);
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.RenewAsync(admin, forMember.Id, None));
        Time.Advance(Session.Confirmed);
        await Assert.ThrowsAsync<ConfirmationNeededException>(() => Store.RenewAsync(owner, forOwner.Id, None));
        Assert.Equal("o@example.com", await Database.Get<JoinStore>().FindAsync(forOwner.Code, None));
    }

    private static string Problem(InviteOutcome outcome)
    {
        Assert.Equal("invalid", outcome.Outcome);
        return Assert.Single(outcome.Messages).Text;
    }

    private Task<InviteOutcome> InviteAsync(string email, string role = "Member") => Store.InviteAsync(admin, new InviteForm { Email = email, Role = role }, None);
}
