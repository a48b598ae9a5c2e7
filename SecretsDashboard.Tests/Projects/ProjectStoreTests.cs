using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Projects;

/// <summary>Projects are created, changed and deleted by those who may, whole, and with their line in the log.</summary>
public sealed class ProjectStoreTests : DatabaseTest
{
    private ProjectStore Store => Database.Get<ProjectStore>();

    [Theory]
    [InlineData(InstanceRole.Owner)]
    [InlineData(InstanceRole.Admin)]
    public async Task CreateAsync_OwnerOrAdmin_MakesItTheirs(InstanceRole role)
    {
        var caller = await Callers.PersonAsync("Creator", role);

        Assert.True((await CreateAsync(caller, " My Bot ", "my-bot")).IsDone);

        var project = await Database.ReadAsync(db => db.Projects.SingleAsync());
        Assert.Equal(("my-bot", "My Bot", false, false, caller.UserId), (project.Slug, project.Name, project.AllowLowerCaseKeys, project.ShowEnds, project.CreatedBy));
        Assert.Equal(ProjectRole.Manager, await Database.ReadAsync(db => db.Memberships.Where(row => row.UserId == caller.UserId).Select(row => row.Role).SingleAsync()));
        var environments = await Database.ReadAsync(db => db.Environments.OrderBy(row => row.Position).ToListAsync());
        Assert.Equal([("development", "Development", 0, false), ("staging", "Staging", 1, false), ("production", "Production", 2, false)],
            environments.Select(row => (row.Slug, row.Name, row.Position, row.Protected)));
        Assert.Equal(1u, await Database.ReadAsync(db => db.DataKeys.Select(key => key.Version).SingleAsync()));
        var line = await LastAuditAsync();
        Assert.Equal(("project.created", "my-bot", project.Id.ToString()), (line.Text("action"), line.Text("target_name"), line.Text("project")));
    }

    [Fact]
    public async Task CreateAsync_Member_IsRefused()
    {
        var denied = await Assert.ThrowsAsync<AccessDeniedException>(async () => await CreateAsync(await Callers.MemberAsync(), "Bot", "bot"));

        Assert.Equal("role_too_low", denied.Reason);
        Assert.Equal(0, await Database.ReadAsync(db => db.Projects.CountAsync()));
    }

    [Theory]
    [InlineData("", "bot", "Name is required", "Name")]
    [InlineData("Bot", "", "Slug is required", "Slug")]
    [InlineData("Bot", "Bot", "Slug may hold a to z, 0 to 9 and hyphens, and starts with a letter or digit", "Slug")]
    [InlineData("Bot", "taken", "A project with this slug already exists", "Slug")]
    public async Task CreateAsync_NotAsItShouldBe_SaysWhatAndWhere(string name, string slug, string problem, string field)
    {
        var caller = await Given.ProjectAsync("taken");

        Assert.Equal(new ProjectOutcome(problem, field), await CreateAsync(caller, name, slug));
        Assert.Equal(1, await Database.ReadAsync(db => db.Projects.CountAsync()));
    }

    [Fact]
    public async Task CreateAsync_SameSlugAtOnce_MakesOne()
    {
        var caller = await Callers.OwnerAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => CreateAsync(caller, "Bot", "bot"))));

        Assert.Single(outcomes, outcome => outcome.IsDone);
        Assert.Equal(1, await Database.ReadAsync(db => db.DataKeys.CountAsync()));
    }

    [Fact]
    public async Task GetAsync_Project_TellsWhatRemovingWouldCost()
    {
        var manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "BOTH", ("development", "one"), ("production", "two"));
        await Given.SecretAsync(manager, "ONLY", ("production", "one"));

        var details = await Store.GetAsync(manager, "bot", None);

        Assert.Equal(("bot", "Bot", true, 2), (details.Project, details.Name, details.CanManage, details.Secrets));
        Assert.Equal([("development", 1, 0), ("staging", 0, 0), ("production", 2, 1)], details.Environments.Select(row => (row.Slug, row.Values, row.OnlyHere)));
        Assert.False((await Store.GetAsync(await Callers.EditorOfAsync("bot"), "bot", None)).CanManage);
    }

    [Fact]
    public async Task ChangeAsync_NameAndSettings_AreStoredAndNamedInTheLog()
    {
        var manager = await Given.ProjectAsync();

        Assert.True((await Store.ChangeAsync(manager, "bot", " Robot ", allowLowerCaseKeys: true, showEnds: true, None)).IsDone);

        Assert.Equal(("Robot", true, true), await Database.ReadAsync(db => db.Projects.Select(row => ValueTuple.Create(row.Name, row.AllowLowerCaseKeys, row.ShowEnds)).SingleAsync()));
        Assert.Equal("name,key_style,show_ends_on", (await LastAuditAsync()).Text("reason"));
        var entries = (await AuditAsync()).Count;
        Assert.True((await Store.ChangeAsync(manager, "bot", "Robot", true, true, None)).IsDone);
        Assert.Equal(entries, (await AuditAsync()).Count);
        Assert.Equal("Name is required", (await Store.ChangeAsync(manager, "bot", " ", false, false, None)).Problem);
    }

    [Fact]
    public async Task ChangeAsync_ShowEndsOff_DeletesWhatWasKeptHereOnly()
    {
        var manager = await Given.ProjectAsync();
        var other = await Given.ProjectAsync("other", "Other");
        await Store.ChangeAsync(manager, "bot", "Bot", false, true, None);
        await Store.ChangeAsync(other, "other", "Other", false, true, None);
        await Given.SecretAsync(manager, "LONG", ("development", "sk-proj-aaaaaaaaaaxyz789"));
        using (var draft = Given.DraftEverywhere("OTHERS", "sk-proj-aaaaaaaaaaxyz789"))
        {
            await Database.Get<SecretStore>().AddAsync(other, "other", draft, None);
        }
        Assert.Equal(4, await KeptAsync());

        await Store.ChangeAsync(manager, "bot", "Bot", false, false, None);

        Assert.Equal(3, await KeptAsync());
        Assert.Equal("show_ends_off", (await LastAuditAsync()).Text("reason"));
    }

    [Fact]
    public async Task DeleteAsync_SlugNotTyped_DeletesNothing()
    {
        var manager = await Given.ProjectAsync();

        Assert.Equal(new ProjectOutcome("Type bot to confirm"), await Store.DeleteAsync(manager, "bot", "Bot", None));
        Assert.Equal(1, await Database.ReadAsync(db => db.Projects.CountAsync()));
    }

    [Fact]
    public async Task DeleteAsync_Confirmed_DeletesEverythingInIt()
    {
        var manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"));
        await Given.ProjectAsync("other", "Other");

        Assert.True((await Store.DeleteAsync(manager, "bot", " bot ", None)).IsDone);

        Assert.Equal("other", await Database.ReadAsync(db => db.Projects.Select(row => row.Slug).SingleAsync()));
        Assert.Equal((0, 0, 1, 1, 3), await Database.ReadAsync(async db => (await db.Secrets.CountAsync(), await db.SecretValues.CountAsync(),
            await db.DataKeys.CountAsync(), await db.Memberships.CountAsync(), await db.Environments.CountAsync())));
        Assert.Equal(("project.deleted", "bot"), ((await LastAuditAsync()).Text("action"), (await LastAuditAsync()).Text("target_name")));
    }

    [Theory]
    [InlineData(ProjectRole.Editor, "role_too_low")]
    [InlineData(ProjectRole.Viewer, "role_too_low")]
    [InlineData(null, "not_a_member")]
    public async Task ChangeAndDelete_NotAManager_AreRefused(ProjectRole? role, string reason)
    {
        await Given.ProjectAsync();
        var caller = role is { } some ? await Callers.InAsync("bot", some) : await Callers.OwnerAsync();

        Assert.Equal(reason, (await Assert.ThrowsAsync<AccessDeniedException>(() => Store.ChangeAsync(caller, "bot", "X", true, true, None))).Reason);
        Assert.Equal(reason, (await Assert.ThrowsAsync<AccessDeniedException>(() => Store.DeleteAsync(caller, "bot", "bot", None))).Reason);
        Assert.Equal("Bot", await Database.ReadAsync(db => db.Projects.Select(row => row.Name).SingleAsync()));
    }

    private Task<ProjectOutcome> CreateAsync(Caller caller, string name, string slug) => Store.CreateAsync(caller, new ProjectForm { Name = name, Slug = slug }, None);

    private Task<int> KeptAsync() => Database.ReadAsync(db => db.SecretValues.CountAsync(value => value.SealedMask != null));
}
