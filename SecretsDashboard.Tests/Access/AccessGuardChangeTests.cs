using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Access;

/// <summary>A change and its audit line are stored together or not at all.</summary>
public sealed class AccessGuardChangeTests : DatabaseTest
{
    private Caller manager = default!;
    private long entries;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
        entries = (await AuditAsync()).Count;
    }

    [Fact]
    public async Task ChangeAsync_ChangeAndLine_AreStoredTogether()
    {
        await RenameAsync(deed => deed.Record(new AuditLine(AuditAction.ProjectChanged) { Reason = "name", TargetId = deed.Project.Id, TargetName = deed.Project.Slug }));

        Assert.Equal("Renamed", await NameAsync());
        var line = await LastAuditAsync();
        Assert.Equal(("project.changed", "ok", "bot", "Adam Admin", "192.0.2.7"),
            (line.Text("action"), line.Text("outcome"), line.Text("project_name"), line.Text("actor.name"), line.Text("address")));
    }

    [Fact]
    public async Task ChangeAsync_ChangeWithoutLine_ThrowsAndStoresNothing()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => RenameAsync(_ => { }));

        await NothingChangedAsync();
    }

    [Fact]
    public async Task ChangeAsync_WorkThrowsAfterChanging_StoresNothing()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => RenameAsync(deed =>
        {
            deed.Db.Sessions.ExecuteDelete();
            deed.Db.SaveChanges();
            deed.Record(new AuditLine(AuditAction.ProjectChanged));
            throw new TimeoutException();
        }));

        await NothingChangedAsync();
        Assert.NotEqual(0, await Database.ReadAsync(db => db.Sessions.CountAsync()));
    }

    [Fact]
    public async Task ChangeAsync_RefusedInTheMiddle_StoresOnlyTheRefusal()
    {
        var editor = await Callers.EditorOfAsync("bot");

        await Assert.ThrowsAsync<AccessDeniedException>(() => Database.Get<AccessGuard>().ChangeAsync(editor, Permission.ChangeSecrets, "bot", deed =>
        {
            deed.Project.Name = "Renamed";
            deed.Record(new AuditLine(AuditAction.ProjectChanged));
            deed.Require(Permission.ChangeProtected);
            return Task.FromResult(true);
        }, None));

        Assert.Equal("Bot", await NameAsync());
        Assert.Equal("access.refused", (await AuditAsync()).Single(entry => entry.Seq > entries).Action);
    }

    [Fact]
    public async Task ChangeAsync_NothingChanged_LeavesNoLine()
    {
        Assert.Equal(3, await Database.Get<AccessGuard>().ChangeAsync(manager, Permission.ManageProject, "bot", _ => Task.FromResult(3), None));

        await NothingChangedAsync();
    }

    [Fact]
    public async Task ChangeAsync_TwoLines_AreBothChained()
    {
        await RenameAsync(deed =>
        {
            deed.Record(new AuditLine(AuditAction.ProjectChanged));
            deed.Record(new AuditLine(AuditAction.EnvironmentChanged));
        });

        Assert.Equal(["project.changed", "environment.changed"], (await AuditAsync()).Where(entry => entry.Seq > entries).Select(entry => entry.Action));
        Assert.Equal((entries + 2, null), await Database.Get<AuditVerifier>().VerifyAsync(None));
    }

    [Fact]
    public async Task ReadAsync_ChangesNothingEvenWhenItTries()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Database.Get<AccessGuard>().ReadAsync(manager, Permission.ManageProject, "bot", async deed =>
        {
            deed.Project.Name = "Renamed";
            return await deed.Db.SaveChangesAsync();
        }, None));

        await NothingChangedAsync();
    }

    private Task<bool> RenameAsync(Action<Deed> more) => Database.Get<AccessGuard>().ChangeAsync(manager, Permission.ManageProject, "bot", deed =>
    {
        deed.Project.Name = "Renamed";
        more(deed);
        return Task.FromResult(true);
    }, None);

    private Task<string> NameAsync() => Database.ReadAsync(db => db.Projects.Select(row => row.Name).SingleAsync());

    private async Task NothingChangedAsync()
    {
        Assert.Equal("Bot", await NameAsync());
        Assert.Equal(entries, (await AuditAsync()).Count);
    }
}
