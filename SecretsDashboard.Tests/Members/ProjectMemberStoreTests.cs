using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Members;

/// <summary>Who may change the members of a project, that one manager stays, and that less means at once.</summary>
public sealed class ProjectMemberStoreTests : DatabaseTest
{
    private Caller manager = null!;
    private readonly List<(Guid User, Guid? Session)> cut = [];
    private readonly List<(string Project, Guid? Person)> told = [];

    private ProjectMemberStore Store => Database.Get<ProjectMemberStore>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
        Database.Get<Revocations>().Ended += (user, session) => cut.Add((user, session));
        Database.Get<ProjectChanges>().Changed += (project, person) => told.Add((project, person));
    }

    [Fact]
    public async Task Add_Person_MayDoWhatTheRoleAllows()
    {
        var member = await Callers.MemberAsync();

        Assert.Null((await Store.AddAsync(manager, "bot", member.UserId, ProjectRole.Editor, None)).Problem);

        await Given.SecretAsync(member, "BY_EDITOR", ("development", "x"));
        var line = (await AuditAsync()).Select(AuditJson.Of).Single(body => body.Text("action") == "member.added");
        Assert.Equal(("Mia Member", "editor", "bot"), (line.Text("target_name"), line.Text("reason"), line.Text("project_name")));
    }

    [Fact]
    public async Task Add_MemberAlready_SaysSo()
    {
        var editor = await Callers.EditorOfAsync("bot");

        Assert.Equal("Editor Person is a member already", (await Store.AddAsync(manager, "bot", editor.UserId, ProjectRole.Manager, None)).Problem);
        Assert.Equal(ProjectRole.Editor, (await MembersAsync())["Editor Person"]);
    }

    [Fact]
    public async Task Add_Several_AllOrNone()
    {
        var (editor, mia, owner) = (await Callers.EditorOfAsync("bot"), await Callers.MemberAsync(), await Callers.OwnerAsync());

        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.AddAsync(manager, "bot", [mia.UserId, Guid.NewGuid()], ProjectRole.Viewer, None));
        Assert.Equal(2, (await MembersAsync()).Count);
        Assert.Null((await Store.AddAsync(manager, "bot", [mia.UserId, owner.UserId, editor.UserId], ProjectRole.Viewer, None)).Problem);

        var members = await MembersAsync();
        Assert.Equal((4, ProjectRole.Viewer, ProjectRole.Viewer, ProjectRole.Editor), (members.Count, members["Mia Member"], members["Olga Owner"], members["Editor Person"]));
        Assert.Equal("All of them are members already", (await Store.AddAsync(manager, "bot", [mia.UserId, owner.UserId], ProjectRole.Manager, None)).Problem);
    }

    [Fact]
    public async Task Add_UnknownOrDisabledPersonOrRole_IsRefused()
    {
        var disabled = await Callers.MemberAsync();
        await Database.Gate.WriteAsync(db => db.Users.Where(user => user.Id == disabled.UserId).ExecuteUpdateAsync(set => set.SetProperty(user => user.DisabledAt, Time.Now)), None);
        var member = await Callers.MemberAsync();

        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.AddAsync(manager, "bot", Guid.NewGuid(), ProjectRole.Viewer, None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.AddAsync(manager, "bot", disabled.UserId, ProjectRole.Viewer, None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.AddAsync(manager, "bot", member.UserId, (ProjectRole)7, None));
        Assert.Single(await MembersAsync());
    }

    [Theory]
    [InlineData(ProjectRole.Viewer)]
    [InlineData(ProjectRole.Editor)]
    public async Task Changes_ByALowerRole_AreRefusedAndOnRecord(ProjectRole role)
    {
        var caller = await Callers.InAsync("bot", role);
        var member = await Callers.MemberAsync();

        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.AddAsync(caller, "bot", member.UserId, ProjectRole.Viewer, None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.ChangeRoleAsync(caller, "bot", caller.UserId, ProjectRole.Manager, None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.RemoveAsync(caller, "bot", manager.UserId, None));
        Assert.Equal("role_too_low", (await LastAuditAsync()).Text("reason"));
        var shown = await Store.ListAsync(caller, "bot", None);
        Assert.False(shown.CanManage);
        Assert.Empty(shown.Others);
    }

    [Fact]
    public async Task Changes_ByTheManagerOfAnotherProject_AreRefused()
    {
        var other = await Given.ProjectAsync("elsewhere", "Elsewhere");
        var viewer = await Callers.ViewerOfAsync("bot");

        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.ChangeRoleAsync(other, "bot", viewer.UserId, ProjectRole.Manager, None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.ChangeRoleAsync(other, "elsewhere", viewer.UserId, ProjectRole.Manager, None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Store.ListAsync(other, "bot", None));
    }

    [Fact]
    public async Task ChangeRole_Lower_IsToldBeforeTheAnswerAndEndsNoSession()
    {
        var editor = await Callers.EditorOfAsync("bot");

        Assert.Null((await Store.ChangeRoleAsync(manager, "bot", editor.UserId, ProjectRole.Viewer, None)).Problem);

        Assert.Equal([("bot", editor.UserId)], told);
        Assert.Empty(cut);
        Assert.True(await Database.Get<LiveSessions>().IsLiveAsync(editor.UserId, editor.SessionId, None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Given.SecretAsync(editor, "LATE", ("development", "x")));
        Assert.Equal(ProjectRole.Viewer, (await MembersAsync())["Editor Person"]);
    }

    [Fact]
    public async Task ChangeRole_HigherOrTheSame_IsToldOnce()
    {
        var editor = await Callers.EditorOfAsync("bot");

        Assert.Null((await Store.ChangeRoleAsync(manager, "bot", editor.UserId, ProjectRole.Editor, None)).Problem);
        Assert.Null((await Store.ChangeRoleAsync(manager, "bot", editor.UserId, ProjectRole.Manager, None)).Problem);

        Assert.Equal([("bot", editor.UserId)], told);
        Assert.Single(await AuditAsync(), entry => entry.Action == AuditAction.MemberRoleChanged);
    }

    [Fact]
    public async Task Remove_Member_SeesNothingOfItAnyMore()
    {
        var editor = await Callers.EditorOfAsync("bot");

        Assert.Null((await Store.RemoveAsync(manager, "bot", editor.UserId, None)).Problem);

        Assert.Equal([("bot", editor.UserId)], told);
        Assert.Empty(cut);
        await Assert.ThrowsAsync<AccessDeniedException>(() => Database.Get<SecretList>().ReadAsync(editor, "bot", new SecretQuery(), None));
    }

    [Fact]
    public async Task LastManager_CannotGoNorBecomeLess()
    {
        const string rule = "A project needs at least one manager: make somebody else one first";
        Assert.Equal(rule, (await Store.RemoveAsync(manager, "bot", manager.UserId, None)).Problem);
        Assert.Equal(rule, (await Store.ChangeRoleAsync(manager, "bot", manager.UserId, ProjectRole.Viewer, None)).Problem);
        var second = await Callers.ManagerOfAsync("bot");
        await Database.Gate.WriteAsync(db => db.Users.Where(user => user.Id == second.UserId).ExecuteUpdateAsync(set => set.SetProperty(user => user.DisabledAt, Time.Now)), None);
        Assert.Equal(rule, (await Store.RemoveAsync(manager, "bot", manager.UserId, None)).Problem);
        await Callers.ManagerOfAsync("bot");

        Assert.Empty(told);
        Assert.Null((await Store.RemoveAsync(manager, "bot", manager.UserId, None)).Problem);
    }

    [Fact]
    public async Task LastManagers_WhoRemoveEachOtherAtOnce_LeaveOne()
    {
        var second = await Callers.ManagerOfAsync("bot");

        Task<bool>[] both = [RemoveAsync(manager, second), RemoveAsync(second, manager)];
        var done = await Task.WhenAll(both);

        Assert.Single(done, removed => removed);
        Assert.Single(await MembersAsync());

        async Task<bool> RemoveAsync(Caller by, Caller whom)
        {
            try
            {
                return (await Store.RemoveAsync(by, "bot", whom.UserId, None)).Problem is null;
            }
            catch (AccessDeniedException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task Join_AsAnAdmin_IsOnRecordInTheProject()
    {
        var admin = await Callers.OwnerAsync();
        Assert.Equal([("bot", "Bot")], await Database.Get<ProjectList>().ListOthersAsync(admin, None));

        Assert.True((await Database.Get<ProjectStore>().JoinAsync(admin, "bot", None)).IsDone);

        Assert.Empty(await Database.Get<ProjectList>().ListOthersAsync(admin, None));
        Assert.Equal(("member.joined", "Olga Owner", "bot"), ((await LastAuditAsync()).Text("action"), (await LastAuditAsync()).Text("actor.name"), (await LastAuditAsync()).Text("project_name")));
        Assert.Equal(ProjectRole.Manager, (await MembersAsync())["Olga Owner"]);
        Assert.Equal("You are in this project already", (await Database.Get<ProjectStore>().JoinAsync(admin, "bot", None)).Problem);
    }

    [Fact]
    public async Task Join_AsAMember_IsRefused()
    {
        var editor = await Callers.EditorOfAsync("bot");

        await Assert.ThrowsAsync<AccessDeniedException>(() => Database.Get<ProjectStore>().JoinAsync(editor, "bot", None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Database.Get<ProjectList>().ListOthersAsync(editor, None));
        Assert.Equal(ProjectRole.Editor, (await MembersAsync())["Editor Person"]);
    }

    private async Task<Dictionary<string, ProjectRole>> MembersAsync() =>
        await Database.ReadAsync(db => db.Memberships.Join(db.Users, row => row.UserId, user => user.Id, (row, user) => new { user.Name, row.Role }).ToDictionaryAsync(row => row.Name, row => row.Role));
}
