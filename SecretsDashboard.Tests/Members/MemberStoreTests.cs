using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Members;

/// <summary>Who may change whom among the people of the instance, that an Owner stays, and that less means at once.</summary>
public sealed class MemberStoreTests : DatabaseTest
{
    private readonly List<(Guid User, Guid? Session)> cut = [];
    private Caller owner = null!;

    private MemberStore Store => Database.Get<MemberStore>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        owner = await Callers.OwnerAsync();
        Database.Get<Revocations>().Ended += (user, session) => cut.Add((user, session));
    }

    [Fact]
    public async Task List_ForAnAdmin_ShowsOwnersButLetsNobodyTouchThemOrOneself()
    {
        var admin = await Callers.AdminAsync();
        await Callers.MemberAsync();
        await Given.InvitationAsync(owner, "second@example.com", InstanceRole.Owner);

        var (page, owners) = (await Store.ListAsync(admin, None), await Store.ListAsync(owner, None));

        Assert.Equal(["Adam Admin: False", "Mia Member: True", "Olga Owner: False"], page.People.Select(person => $"{person.Name}: {person.CanChange}"));
        Assert.Equal([InstanceRole.Member, InstanceRole.Admin], page.Roles);
        Assert.False(Assert.Single(page.Invitations).CanWithdraw);
        Assert.Equal(["Adam Admin: True", "Mia Member: True", "Olga Owner: False"], owners.People.Select(person => $"{person.Name}: {person.CanChange}"));
        Assert.Equal([InstanceRole.Member, InstanceRole.Admin, InstanceRole.Owner], owners.Roles);
        Assert.True(Assert.Single(owners.Invitations).CanWithdraw);
    }

    [Fact]
    public async Task List_OnlyManagers_AreToldFromThoseWhoAreNot()
    {
        var manager = await Given.ProjectAsync("zoo", "Zoo");
        await Given.ProjectAsync("bot", "Bot");
        await Callers.JoinAsync(manager, "bot", ProjectRole.Manager);
        Assert.Equal(["Zoo"], await OnlyManagerOfAsync(manager));

        foreach (var other in (await Store.ListAsync(owner, None)).People.Where(person => person.Name == "Adam Admin" && person.Id != manager.UserId))
        {
            await Store.DisableAsync(owner, other.Id, None);
            Assert.Empty(await OnlyManagerOfAsync(new Caller(other.Id, Guid.Empty, null, "request")));
        }
        await Callers.EditorOfAsync("zoo");
        Assert.Equal(["Bot", "Zoo"], await OnlyManagerOfAsync(manager));
        await Callers.ManagerOfAsync("zoo");
        Assert.Equal(["Bot"], await OnlyManagerOfAsync(manager));

        async Task<IReadOnlyList<string>> OnlyManagerOfAsync(Caller caller) => (await Store.ListAsync(owner, None)).People.Single(person => person.Id == caller.UserId).OnlyManagerOf;
    }

    [Fact]
    public async Task EveryDeed_ByAMember_IsRefusedAndOnRecord()
    {
        var (member, victim) = (await Callers.MemberAsync(), await Callers.PersonAsync("Vic", InstanceRole.Member));

        Func<Task>[] deeds =
        [
            () => Store.ListAsync(member, None), () => Store.ChangeRoleAsync(member, member.UserId, InstanceRole.Owner, None),
            () => Store.ChangeRoleAsync(member, victim.UserId, InstanceRole.Admin, None), () => Store.DisableAsync(member, victim.UserId, None),
            () => Store.EnableAsync(member, victim.UserId, None), () => Store.RemoveAsync(member, victim.UserId, None),
        ];
        foreach (var deed in deeds)
        {
            await AnewAsync();
            await Assert.ThrowsAsync<AccessDeniedException>(deed);
        }
        Assert.Equal(deeds.Length, (await AuditAsync()).Count(entry => entry.Action == AuditAction.AccessRefused));
        Assert.Equal("role_too_low", (await LastAuditAsync()).Text("reason"));
        Assert.Empty(cut);
    }

    [Fact]
    public async Task EveryDeed_OnAnOwnerOrOneselfByAnAdmin_IsRefused()
    {
        var admin = await Callers.AdminAsync();
        var member = await Callers.MemberAsync();
        foreach (var whom in new[] { owner.UserId, admin.UserId, Guid.NewGuid() })
        {
            await Assert.ThrowsAsync<AccessDeniedException>(() => Store.ChangeRoleAsync(admin, whom, InstanceRole.Member, None));
            await Assert.ThrowsAsync<AccessDeniedException>(() => Store.DisableAsync(admin, whom, None));
            await Assert.ThrowsAsync<AccessDeniedException>(() => Store.EnableAsync(admin, whom, None));
            await Assert.ThrowsAsync<AccessDeniedException>(() => Store.RemoveAsync(admin, whom, None));
        }
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.ChangeRoleAsync(admin, member.UserId, InstanceRole.Owner, None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.ChangeRoleAsync(admin, member.UserId, (InstanceRole)9, None));

        Assert.Equal((InstanceRole.Owner, InstanceRole.Admin, InstanceRole.Member), (await RoleAsync(owner), await RoleAsync(admin), await RoleAsync(member)));
    }

    [Fact]
    public async Task LastOwner_CannotGoNorBecomeLess()
    {
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.ChangeRoleAsync(owner, owner.UserId, InstanceRole.Member, None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.DisableAsync(owner, owner.UserId, None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.RemoveAsync(owner, owner.UserId, None));
        Assert.Equal("own_account", (await LastAuditAsync()).Text("reason"));
    }

    [Fact]
    public async Task Owners_WhoActOnEachOtherAtOnce_LeaveOne()
    {
        Func<Caller, Caller, Task>[] deeds =
        [
            (by, whom) => Store.DisableAsync(by, whom.UserId, None), (by, whom) => Store.RemoveAsync(by, whom.UserId, None),
            (by, whom) => Store.ChangeRoleAsync(by, whom.UserId, InstanceRole.Admin, None),
        ];
        foreach (var deed in deeds)
        {
            var (first, second) = (await Callers.OwnerAsync(), await Callers.OwnerAsync());
            Assert.Single(await Task.WhenAll(TryAsync(() => deed(first, second)), TryAsync(() => deed(second, first))), done => done);
        }
    }

    [Fact]
    public async Task ChangeRole_Lower_EndsSessionsAndTheInvitationsTheyMade()
    {
        var admin = await Callers.AdminAsync();
        await Given.InvitationAsync(admin, "back-door@example.com", InstanceRole.Admin);
        await Given.InvitationAsync(owner, "stays@example.com", InstanceRole.Member);

        await Store.ChangeRoleAsync(owner, admin.UserId, InstanceRole.Member, None);

        Assert.Equal([(admin.UserId, null)], cut);
        Assert.False(await Database.Get<LiveSessions>().IsLiveAsync(admin.UserId, admin.SessionId, None));
        Assert.Equal(["stays@example.com"], (await Store.ListAsync(owner, None)).Invitations.Select(row => row.Email));
        var lines = (await AuditAsync()).TakeLast(3).ToList();
        Assert.Equal([AuditAction.PersonRoleChanged, AuditAction.SessionEnded, AuditAction.InvitationWithdrawn], lines.Select(entry => entry.Action));
        Assert.Equal((admin.SessionId, "Adam Admin"), (lines[1].TargetId, lines[1].TargetName));
    }

    [Fact]
    public async Task ChangeRole_HigherOrTheSame_EndsNothing()
    {
        var member = await Callers.MemberAsync();

        await Store.ChangeRoleAsync(owner, member.UserId, InstanceRole.Member, None);
        await Store.ChangeRoleAsync(owner, member.UserId, InstanceRole.Owner, None);

        Assert.Empty(cut);
        var line = Assert.Single((await AuditAsync()).Select(AuditJson.Of), body => body.Text("action") == AuditAction.PersonRoleChanged);
        Assert.Equal(("Mia Member", "owner"), (line.Text("target_name"), line.Text("reason")));
    }

    [Fact]
    public async Task Disable_ThenEnable_ShutsOutAndLetsInAgain()
    {
        await Given.ProjectAsync();
        var editor = await Callers.EditorOfAsync("bot");

        await Store.DisableAsync(owner, editor.UserId, None);
        await Store.DisableAsync(owner, editor.UserId, None);

        Assert.Equal([(editor.UserId, null)], cut);
        var late = await Callers.SessionAsync(editor.UserId);
        await Assert.ThrowsAsync<AccessDeniedException>(() => Given.SecretAsync(late, "LATE", ("development", "x")));
        Assert.Equal("disabled", (await LastAuditAsync()).Text("reason"));

        await Store.EnableAsync(owner, editor.UserId, None);
        await Given.SecretAsync(late, "BACK", ("development", "x"));
        Assert.Equal(1, (await AuditAsync()).Count(entry => entry.Action == AuditAction.PersonDisabled));
    }

    [Fact]
    public async Task Remove_WhoDidMuch_LeavesTheirWorkAndTheirNameInTheLog()
    {
        var manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "API_KEY", ("development", "x"));

        await Store.RemoveAsync(owner, manager.UserId, None);

        Assert.Equal([(manager.UserId, null)], cut);
        Assert.Equal("API_KEY", (await Given.SecretAsync("API_KEY")).Key);
        Assert.Equal(0, await Database.ReadAsync(db => db.Memberships.CountAsync()));
        Assert.DoesNotContain("Adam Admin", (await Store.ListAsync(owner, None)).People.Select(person => person.Name));
        Assert.Contains((await AuditAsync()).Select(AuditJson.Of), body => body.Text("actor.name") == "Adam Admin");
        Assert.Equal(("person.removed", "Adam Admin"), ((await LastAuditAsync()).Text("action"), (await LastAuditAsync()).Text("target_name")));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.RemoveAsync(owner, manager.UserId, None));
    }

    private static async Task<bool> TryAsync(Func<Task> deed)
    {
        try
        {
            await deed();
            return true;
        }
        catch (AccessDeniedException)
        {
            return false;
        }
    }

    private Task<InstanceRole> RoleAsync(Caller caller) => Database.ReadAsync(db => db.Users.Where(user => user.Id == caller.UserId).Select(user => user.Role).SingleAsync());
}
