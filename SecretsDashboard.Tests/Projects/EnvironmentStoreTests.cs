using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Projects;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Projects;

/// <summary>Environments are added, renamed, moved and removed by Managers; one always stays and slugs never change.</summary>
public sealed class EnvironmentStoreTests : DatabaseTest
{
    private Caller manager = default!;

    private EnvironmentStore Store => Database.Get<EnvironmentStore>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
    }

    [Fact]
    public async Task AddAsync_NewName_StandsLast()
    {
        Assert.True((await Store.AddAsync(manager, "bot", " Load Test ", None)).IsDone);

        Assert.Equal([("development", "Development"), ("staging", "Staging"), ("production", "Production"), ("load-test", "Load Test")], await AllAsync());
        Assert.Equal(("environment.added", "load-test"), ((await LastAuditAsync()).Text("action"), (await LastAuditAsync()).Text("target_name")));
    }

    [Theory]
    [InlineData(" ", "Name is required")]
    [InlineData("staging", "An environment with this name already exists")]
    [InlineData("Staging!", "An environment with this name already exists")]
    [InlineData("проверка", "Name needs a letter from a to z or a digit")]
    [InlineData("12345678901234567890123456789012345678901", "Name is too long: at most 40 characters")]
    public async Task AddAsync_NotAsItShouldBe_SaysWhat(string name, string problem)
    {
        Assert.Equal(problem, (await Store.AddAsync(manager, "bot", name, None)).Problem);
        Assert.Equal(3, (await AllAsync()).Count);
    }

    [Fact]
    public async Task AddAsync_TwentyFirst_IsOneTooMany()
    {
        for (var number = 4; number <= EnvironmentStore.Most; number++)
        {
            Assert.True((await Store.AddAsync(manager, "bot", $"Number {number}", None)).IsDone);
        }

        Assert.Equal("A project has at most 20 environments", (await Store.AddAsync(manager, "bot", "One more", None)).Problem);
    }

    [Fact]
    public async Task RenameAsync_NewName_KeepsTheSlug()
    {
        var id = await IdAsync("staging");

        Assert.True((await Store.RenameAsync(manager, "bot", id, "Rehearsal", None)).IsDone);
        Assert.Contains(("staging", "Rehearsal"), await AllAsync());
        Assert.Equal(("environment.changed", "name"), ((await LastAuditAsync()).Text("action"), (await LastAuditAsync()).Text("reason")));
        var entries = (await AuditAsync()).Count;

        Assert.Equal("An environment with this name already exists", (await Store.RenameAsync(manager, "bot", id, "PRODUCTION", None)).Problem);
        Assert.Equal("Name is required", (await Store.RenameAsync(manager, "bot", id, "", None)).Problem);
        Assert.True((await Store.RenameAsync(manager, "bot", id, " Rehearsal ", None)).IsDone);
        Assert.Equal(entries, (await AuditAsync()).Count);
    }

    [Fact]
    public async Task ProtectAsync_OnAndOff_IsOnRecordOnce()
    {
        var id = await IdAsync("production");

        Assert.True((await Store.ProtectAsync(manager, "bot", id, true, None)).IsDone);
        Assert.Equal(("environment.changed", "production", "protected"), ((await LastAuditAsync()).Text("action"), (await LastAuditAsync()).Text("target_name"), (await LastAuditAsync()).Text("reason")));
        var entries = (await AuditAsync()).Count;
        Assert.True((await Store.ProtectAsync(manager, "bot", id, true, None)).IsDone);
        Assert.Equal(entries, (await AuditAsync()).Count);
        Assert.Equal(["production"], await Database.ReadAsync(db => db.Environments.Where(row => row.Protected).Select(row => row.Slug).ToListAsync()));
        Assert.True((await Store.ProtectAsync(manager, "bot", id, false, None)).IsDone);
        Assert.False(await Database.ReadAsync(db => db.Environments.AnyAsync(row => row.Protected)));
    }

    [Fact]
    public async Task MarkProductionAsync_OnAndOff_IsOnRecordOnce()
    {
        Assert.Equal(["production"], await ProductionAsync());
        var id = await IdAsync("staging");

        Assert.True((await Store.MarkProductionAsync(manager, "bot", id, true, None)).IsDone);
        Assert.Equal(("environment.changed", "staging", "production"), ((await LastAuditAsync()).Text("action"), (await LastAuditAsync()).Text("target_name"), (await LastAuditAsync()).Text("reason")));
        var entries = (await AuditAsync()).Count;
        Assert.True((await Store.MarkProductionAsync(manager, "bot", id, true, None)).IsDone);
        Assert.Equal(entries, (await AuditAsync()).Count);
        Assert.Equal(["production", "staging"], await ProductionAsync());
        Assert.True((await Store.MarkProductionAsync(manager, "bot", await IdAsync("production"), false, None)).IsDone);
        Assert.Equal("not production", (await LastAuditAsync()).Text("reason"));
        Assert.Equal(["staging"], await ProductionAsync());
    }

    [Theory]
    [InlineData("Prod", true)]
    [InlineData("Produce", false)]
    public async Task AddAsync_TheSlugOfProduction_IsProduction(string name, bool isProduction)
    {
        Assert.True((await Store.AddAsync(manager, "bot", name, None)).IsDone);

        Assert.Equal(isProduction, (await ProductionAsync()).Contains(Slug.From(name)));
    }

    [Fact]
    public async Task MarkProductionAsync_ByAnEditor_IsRefused()
    {
        var editor = await Callers.EditorOfAsync("bot");

        await Assert.ThrowsAsync<AccessDeniedException>(async () => await Store.MarkProductionAsync(editor, "bot", await IdAsync("production"), false, None));
        Assert.Equal(["production"], await ProductionAsync());
    }

    [Fact]
    public async Task ProtectAsync_ByAnEditor_IsRefused()
    {
        await Given.ProtectAsync("production");
        var editor = await Callers.EditorOfAsync("bot");

        await Assert.ThrowsAsync<AccessDeniedException>(async () => await Store.ProtectAsync(editor, "bot", await IdAsync("production"), false, None));
        Assert.True(await Database.ReadAsync(db => db.Environments.AnyAsync(row => row.Protected)));
    }

    [Fact]
    public async Task MoveAsync_UpAndDown_ChangesTheOrderUntilTheEnds()
    {
        var id = await IdAsync("production");

        Assert.True((await Store.MoveAsync(manager, "bot", id, -1, None)).IsDone);
        Assert.Equal(["development", "production", "staging"], (await AllAsync()).Select(row => row.Slug));
        await Store.MoveAsync(manager, "bot", id, -1, None);
        await Store.MoveAsync(manager, "bot", id, -1, None);
        Assert.Equal(["production", "development", "staging"], (await AllAsync()).Select(row => row.Slug));
        await Store.MoveAsync(manager, "bot", id, 1, None);
        Assert.Equal(["development", "production", "staging"], (await AllAsync()).Select(row => row.Slug));
        Assert.Equal("position", (await LastAuditAsync()).Text("reason"));
    }

    [Fact]
    public async Task RemoveAsync_WithValues_RemovesThemAndSecretsThatHaveNoOther()
    {
        await Given.SecretAsync(manager, "BOTH", ("development", "one"), ("staging", "two"));
        await Given.SecretAsync(manager, "ONLY", ("staging", "one"));
        await Given.SecretAsync(manager, "OTHER", ("production", "one"));

        Assert.True((await Store.RemoveAsync(manager, "bot", await IdAsync("staging"), null, None)).IsDone);

        Assert.Equal(["BOTH", "OTHER"], await Database.ReadAsync(db => db.Secrets.OrderBy(row => row.Key).Select(row => row.Key).ToListAsync()));
        Assert.Equal(2, await Database.ReadAsync(db => db.SecretValues.CountAsync()));
        Assert.Equal([0, 1], await Database.ReadAsync(db => db.Environments.OrderBy(row => row.Position).Select(row => row.Position).ToListAsync()));
        Assert.Equal(("environment.removed", "staging"), ((await LastAuditAsync()).Text("action"), (await LastAuditAsync()).Text("target_name")));
    }

    [Fact]
    public async Task RemoveAsync_SecretsThatLoseAValue_AreNamedInTheAuditLog()
    {
        await Given.SecretAsync(manager, "BOTH", ("development", "one"), ("staging", "two"));
        var second = await Given.SecretAsync(manager, "SECOND", ("staging", "one"));
        var first = await Given.SecretAsync(manager, "FIRST", ("staging", "one"));
        var before = (await AuditAsync()).Count;

        await Store.RemoveAsync(manager, "bot", await IdAsync("staging"), null, None);

        var lines = (await AuditAsync()).Skip(before).Select(AuditJson.Of).ToList();
        Assert.Equal(["secret.deleted", "secret.deleted", "secret.changed", "environment.removed"], lines.Select(line => line.Text("action")));
        Assert.Equal(("BOTH", "environment_removed"), (lines[2].Text("target_name"), lines[2].Text("reason")));
        Assert.Equal(["staging"], lines[2].Environments());
        Assert.All(lines.Take(2).Zip([first, second]), each =>
        {
            var (line, secret) = each;
            Assert.Equal((secret.Id.ToString(), secret.Key, "environment_removed", "bot"),
                (line.Text("target"), line.Text("target_name"), line.Text("reason"), line.Text("project_name")));
            Assert.Equal(["staging"], line.Environments());
        });
    }

    [Fact]
    public async Task RemoveAsync_WithTokens_RevokesThemOnRecord()
    {
        await Given.TokenAsync(manager, "bot", "web", "staging");
        await Given.TokenAsync(manager, "bot", "ci", "staging");
        await Given.TokenAsync(manager, "bot", "other", "production");
        var before = (await AuditAsync()).Count;

        await Store.RemoveAsync(manager, "bot", await IdAsync("staging"), null, None);

        var lines = (await AuditAsync()).Skip(before).Select(AuditJson.Of).ToList();
        Assert.Equal([("token.revoked", "ci", "environment_removed"), ("token.revoked", "web", "environment_removed"), ("environment.removed", "staging", null)],
            lines.Select(line => (line.Text("action"), line.Text("target_name"), line.Text("reason"))));
        Assert.Equal(["other"], await Database.ReadAsync(db => db.ServiceTokens.Select(token => token.Name).ToListAsync()));
    }

    [Fact]
    public async Task RemoveAsync_TheLastOne_IsRefusedWithASentence()
    {
        await Store.RemoveAsync(manager, "bot", await IdAsync("staging"), null, None);
        await Store.RemoveAsync(manager, "bot", await IdAsync("development"), null, None);

        Assert.Equal("A project needs at least one environment", (await Store.RemoveAsync(manager, "bot", await IdAsync("production"), null, None)).Problem);
        Assert.Equal([("production", "Production")], await AllAsync());
    }

    [Fact]
    public async Task EveryDeed_EnvironmentOfAnotherProject_IsRefused()
    {
        var other = await Given.ProjectAsync("other", "Other");
        var foreign = await IdAsync("staging");

        await RefusedAsync(other, "other", foreign, "unknown_target");
    }

    [Theory]
    [InlineData(ProjectRole.Editor)]
    [InlineData(ProjectRole.Viewer)]
    public async Task EveryDeed_NotAManager_IsRefused(ProjectRole role)
    {
        var caller = await Callers.InAsync("bot", role);

        await RefusedAsync(caller, "bot", await IdAsync("staging"), "role_too_low");
        Assert.Equal("role_too_low", (await Assert.ThrowsAsync<AccessDeniedException>(() => Store.AddAsync(caller, "bot", "New", None))).Reason);
    }

    private async Task RefusedAsync(Caller caller, string project, Guid environment, string reason)
    {
        var before = await AllAsync();
        Assert.Equal(reason, (await Assert.ThrowsAsync<AccessDeniedException>(() => Store.RenameAsync(caller, project, environment, "X", None))).Reason);
        Assert.Equal(reason, (await Assert.ThrowsAsync<AccessDeniedException>(() => Store.MoveAsync(caller, project, environment, 1, None))).Reason);
        Assert.Equal(reason, (await Assert.ThrowsAsync<AccessDeniedException>(() => Store.RemoveAsync(caller, project, environment, null, None))).Reason);
        Assert.Equal(before, await AllAsync());
    }

    private Task<Guid> IdAsync(string slug) => Database.ReadAsync(db => OfBot(db).Where(row => row.Slug == slug).Select(row => row.Id).SingleAsync());

    private Task<List<(string Slug, string Name)>> AllAsync() =>
        Database.ReadAsync(db => OfBot(db).OrderBy(row => row.Position).Select(row => ValueTuple.Create(row.Slug, row.Name)).ToListAsync());

    private static IQueryable<ProjectEnvironment> OfBot(AppDbContext db) => db.Environments.Where(row => db.Projects.Any(project => project.Id == row.ProjectId && project.Slug == "bot"));

    private Task<List<string>> ProductionAsync() => Database.ReadAsync(db => db.Environments.Where(row => row.Production).OrderBy(row => row.Slug).Select(row => row.Slug).ToListAsync());
}
