using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Access;

/// <summary>What the guard refuses: every refusal looks alike outside, leaves one line in the log, and changes nothing else.</summary>
public sealed class AccessGuardTests : DatabaseTest
{
    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
    }

    [Fact]
    public async Task Session_Unknown_IsRefused() =>
        await RefusedAsync(manager with { SessionId = Guid.NewGuid() }, Permission.SeeProject, "bot", "signed_out");

    [Fact]
    public async Task Session_OfAnotherPerson_IsRefused()
    {
        var other = await Callers.OwnerAsync();

        await RefusedAsync(manager with { SessionId = other.SessionId }, Permission.SeeProject, "bot", "signed_out");
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(30, false)]
    public async Task Session_IdleForMinutes_LivesUntilThirty(int minutes, bool lives)
    {
        Time.Advance(TimeSpan.FromMinutes(minutes));

        await (lives ? AllowedAsync(manager, Permission.SeeProject, "bot") : RefusedAsync(manager, Permission.SeeProject, "bot", "signed_out"));
    }

    [Fact]
    public async Task Session_UsedButTwelveHoursOld_IsRefused()
    {
        Time.Advance(Session.Absolute);
        await Database.Gate.WriteAsync(db => db.Sessions.ExecuteUpdateAsync(set => set.SetProperty(row => row.LastSeenAt, Time.Now)), None);

        await RefusedAsync(manager, Permission.SeeProject, "bot", "signed_out");
    }

    [Fact]
    public async Task Person_Disabled_IsRefused()
    {
        await Database.Gate.WriteAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(row => row.DisabledAt, Time.Now)), None);

        await RefusedAsync(manager, Permission.SeeProject, "bot", "disabled");
    }

    [Fact]
    public async Task Project_Unknown_IsRefused() => await RefusedAsync(manager, Permission.SeeProject, "nothing", "unknown_target");

    [Theory]
    [InlineData(InstanceRole.Owner)]
    [InlineData(InstanceRole.Admin)]
    [InlineData(InstanceRole.Member)]
    public async Task Project_NotAMember_IsRefusedWhateverTheInstanceRole(InstanceRole role) =>
        await RefusedAsync(await Callers.PersonAsync("Stranger", role), Permission.SeeProject, "bot", "not_a_member");

    [Theory]
    [InlineData(ProjectRole.Viewer, Permission.ChangeSecrets)]
    [InlineData(ProjectRole.Editor, Permission.ManageProject)]
    public async Task Project_RoleTooLow_IsRefused(ProjectRole role, object permission) =>
        await RefusedAsync(await Callers.InAsync("bot", role), (Permission)permission, "bot", "role_too_low");

    [Fact]
    public async Task Instance_RoleTooLow_IsRefused() => await RefusedAsync(await Callers.MemberAsync(), Permission.CreateProject, null, "role_too_low");

    [Fact]
    public async Task Role_TakenAway_CountsAtTheNextDeed()
    {
        var editor = await Callers.EditorOfAsync("bot");
        await AllowedAsync(editor, Permission.ChangeSecrets, "bot");

        await Database.Gate.WriteAsync(db => db.Memberships.Where(row => row.UserId == editor.UserId).ExecuteDeleteAsync(), None);

        await RefusedAsync(editor, Permission.ChangeSecrets, "bot", "not_a_member");
    }

    [Fact]
    public async Task Refusal_UnknownAndForeign_LookAlikeOutside()
    {
        var stranger = await Callers.MemberAsync();

        var unknown = await Assert.ThrowsAsync<AccessDeniedException>(() => ReadAsync(stranger, Permission.SeeProject, "nothing"));
        var foreign = await Assert.ThrowsAsync<AccessDeniedException>(() => ReadAsync(stranger, Permission.SeeProject, "bot"));

        Assert.Equal(unknown.Message, foreign.Message);
    }

    private AccessGuard Guard => Database.Get<AccessGuard>();

    private Task<bool> ReadAsync(Caller caller, Permission permission, string? project) =>
        Guard.ReadAsync(caller, permission, project, _ => Task.FromResult(true), None);

    private Task<bool> ChangeAsync(Caller caller, Permission permission, string? project) => Guard.ChangeAsync(caller, permission, project, deed =>
    {
        deed.Db.Users.Single(user => user.Id == deed.ActorId).Name = "changed";
        deed.Db.Projects.Single().Name = "changed";
        deed.Record(new AuditLine(AuditAction.ProjectChanged));
        return Task.FromResult(true);
    }, None);

    private async Task AllowedAsync(Caller caller, Permission permission, string? project)
    {
        var before = (await AuditAsync()).Count;
        Assert.True(await ReadAsync(caller, permission, project));
        Assert.Equal(before, (await AuditAsync()).Count);
    }

    private async Task RefusedAsync(Caller caller, Permission permission, string? project, string reason)
    {
        await RefusedOnceAsync(() => ReadAsync(caller, permission, project), caller, permission, project, reason);
        await RefusedOnceAsync(() => ChangeAsync(caller, permission, project), caller, permission, project, reason);
    }

    private async Task RefusedOnceAsync(Func<Task> deed, Caller caller, Permission permission, string? project, string reason)
    {
        await AnewAsync();
        var before = await AuditAsync();

        var denied = await Assert.ThrowsAsync<AccessDeniedException>(deed);

        Assert.Equal(reason, denied.Reason);
        var added = Assert.Single((await AuditAsync()).Skip(before.Count));
        var line = AuditJson.Of(added);
        Assert.Equal(("access.refused", "denied", reason), (line.Text("action"), line.Text("outcome"), line.Text("reason")));
        Assert.Equal((caller.UserId.ToString(), caller.SessionId.ToString(), caller.RequestId), (line.Text("actor.id"), line.Text("actor.session"), line.Text("request")));
        Assert.Equal($"{permission}", line.Text("target_name")!.Replace(" ", "", StringComparison.Ordinal), ignoreCase: true);
        Assert.Equal(reason is "not_a_member" or "role_too_low" ? project : null, line.Text("project_name"));
        Assert.Equal("Bot", await Database.ReadAsync(db => db.Projects.Select(row => row.Name).SingleAsync()));
        Assert.Null((await Database.Get<AuditVerifier>().VerifyAsync(None)).Fault);
    }
}
