using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Audit;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Shell;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Access;

/// <summary>A person's own project and the organization's: made on the first visit, whose they are, and what nobody does to them.</summary>
public sealed class OwnProjectsTests : DatabaseTest
{
    private const string Personal = ProjectAddress.Personal;
    private const string Shared = ProjectAddress.Shared;

    private SecretList Secrets => Database.Get<SecretList>();

    private ProjectStore Projects => Database.Get<ProjectStore>();

    [Theory]
    [InlineData(Personal, ProjectKind.Personal, "Personal", "personal")]
    [InlineData(Shared, ProjectKind.Organization, "Shared", "shared")]
    public async Task FirstVisit_MakesIt_LaterOnesFindIt(string name, ProjectKind kind, string shown, string label)
    {
        var mia = await Callers.MemberAsync();

        var page = await Secrets.ReadAsync(mia, name, new SecretQuery(), None);
        await Secrets.ReadAsync(await Callers.SessionAsync(mia.UserId), name, new SecretQuery(), None);

        Assert.Equal((name, kind, shown), (page.Matrix.Project, page.Matrix.Kind, page.Matrix.Name));
        Assert.Equal(["development", "staging", "production"], page.Matrix.Columns.Select(column => column.Slug));
        var project = await Database.ReadAsync(db => db.Projects.SingleAsync());
        Assert.Equal((kind, kind == ProjectKind.Personal ? mia.UserId : null), (project.Kind, project.OwnerId));
        Assert.Equal(1, await Database.ReadAsync(db => db.DataKeys.CountAsync()));
        var entry = Assert.Single(await AuditAsync());
        Assert.Equal((AuditAction.ProjectCreated, label, project.OwnerId), (entry.Action, entry.TargetName, entry.OwnerId));
        Assert.Null((await Database.Get<AuditVerifier>().VerifyAsync(None)).Fault);
    }

    [Fact]
    public async Task FirstVisit_OfManyAtOnce_MakesOne()
    {
        var mia = await Callers.MemberAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Secrets.ReadAsync(mia, Personal, new SecretQuery(), None))));

        Assert.Equal(1, await Database.ReadAsync(db => db.Projects.CountAsync()));
        Assert.Single(await AuditAsync());
    }

    [Fact]
    public async Task FirstVisit_WithoutALiveSession_MakesNothing()
    {
        var mia = await Callers.MemberAsync();
        await Database.Gate.WriteAsync(db => db.Sessions.ExecuteDeleteAsync(), None);

        await Assert.ThrowsAsync<AccessDeniedException>(() => Secrets.ReadAsync(mia, Personal, new SecretQuery(), None));
        await Assert.ThrowsAsync<AccessDeniedException>(() => Secrets.ReadAsync(mia, Shared, new SecretQuery(), None));

        Assert.Equal(0, await Database.ReadAsync(db => db.Projects.CountAsync()));
    }

    [Fact]
    public async Task Personal_TwoPeople_HaveOneEach()
    {
        var (mia, owner) = (await Callers.MemberAsync(), await Callers.OwnerAsync());
        await Given.SecretInAsync(mia, Personal, "API_KEY", ("development", "hers"));
        await Given.SecretInAsync(owner, Personal, "API_KEY", ("staging", "his"));

        var (hers, his) = (await Secrets.ReadAsync(mia, Personal, new SecretQuery(), None), await Secrets.ReadAsync(owner, Personal, new SecretQuery(), None));

        Assert.Equal([true, false, false], hers.Items.Single().Cells.Select(cell => cell.IsSet));
        Assert.Equal([false, true, false], his.Items.Single().Cells.Select(cell => cell.IsSet));
    }

    [Fact]
    public async Task Personal_AnyNameMadeByHand_IsUnknownToOthers()
    {
        var (mia, owner) = (await Callers.MemberAsync(), await Callers.OwnerAsync());
        await Given.SecretInAsync(mia, Personal, "API_KEY", ("development", "hers"));
        var row = await Database.ReadAsync(db => db.Projects.SingleAsync());

        foreach (var name in (string[])[row.Slug, row.Id.ToString(), $"{Personal}/{mia.UserId}", mia.UserId.ToString(), "personal", "~personal", "", "/", "/PERSONAL", "//personal"])
        {
            await RefusedAsync(() => Secrets.ReadAsync(owner, name, new SecretQuery(), None));
            await RefusedAsync(() => Given.SecretInAsync(owner, name, "MINE", ("development", "x")));
            await RefusedAsync(() => Database.Get<SecretStore>().DeleteAsync(owner, name, "API_KEY", null, None));
            await RefusedAsync(() => Database.Get<TokenStore>().ListAsync(owner, name, None));
            await RefusedAsync(() => Given.TokenAsync(owner, name, "t", "development"));
            await RefusedAsync(() => Database.Get<AuditReader>().ReadAsync(owner, name, new AuditQuery(), None));
            await RefusedAsync(() => Projects.GetAsync(owner, name, None));
            await RefusedAsync(() => Projects.JoinAsync(owner, name, None));
            await RefusedAsync(() => Projects.DeleteAsync(owner, name, name, None));
            // not even whose it is gets in by its stored text
            await RefusedAsync(() => Secrets.ReadAsync(mia, name, new SecretQuery(), None));
        }
        Assert.Equal("API_KEY", (await Secrets.ReadAsync(mia, Personal, new SecretQuery(), None)).Items.Single().Key);
    }

    [Fact]
    public async Task Personal_OfSomebodyElse_IsInNoList()
    {
        var (mia, owner) = (await Callers.MemberAsync(), await Callers.OwnerAsync());
        await Given.SecretInAsync(mia, Personal, "HIDDEN_KEY", ("development", "hers"));

        Assert.Empty(await Database.Get<ProjectList>().ListOthersAsync(owner, None));
        Assert.Empty((await Database.Get<ProjectList>().ListAsync(mia, None)).Items);
        Assert.DoesNotContain(await Database.Get<PaletteReader>().FindAsync(owner, "HIDDEN", "/", null, None), group => group.Items.Count > 0);
        var found = Assert.Single(await Database.Get<PaletteReader>().FindAsync(mia, "HIDDEN", "/", null, None));
        Assert.Equal([new PaletteItem("HIDDEN_KEY", "Personal", "/personal?secret=HIDDEN_KEY")], found.Items);
    }

    [Theory]
    [InlineData(InstanceRole.Member, false)]
    [InlineData(InstanceRole.Admin, true)]
    [InlineData(InstanceRole.Owner, true)]
    public async Task Shared_EachRole_SeesItAndManagersChangeIt(InstanceRole role, bool manages)
    {
        await Given.SecretInAsync(await Callers.OwnerAsync(), Shared, "SMTP_PASSWORD", ("production", "x"));
        var caller = await Callers.PersonAsync("Somebody", role);

        var page = await Secrets.ReadAsync(caller, Shared, new SecretQuery(), None);
        Assert.Equal(("SMTP_PASSWORD", manages), (page.Items.Single().Key, page.Matrix.CanChange));
        Assert.Equal(manages, (await Projects.GetAsync(caller, Shared, None)).CanManage);
        Assert.Equal("SMTP_PASSWORD", (await Database.Get<PaletteReader>().FindAsync(caller, "smtp", "/", null, None)).Single().Items.Single().Name);
        Func<Task>[] deeds =
        [
            () => Given.SecretInAsync(caller, Shared, "NEW", ("production", "x")),
            () => Given.TokenAsync(caller, Shared, "t", "production"),
            () => Database.Get<EnvironmentStore>().AddAsync(caller, Shared, "Review", None),
            () => Database.Get<AuditReader>().ReadAsync(caller, Shared, new AuditQuery(), None),
            () => Projects.ChangeAsync(caller, Shared, "Shared", true, false, None),
            () => Database.Get<SecretStore>().DeleteAsync(caller, Shared, "SMTP_PASSWORD", null, None),
        ];
        foreach (var deed in deeds)
        {
            await (manages ? deed() : RefusedAsync(deed));
        }
    }

    [Theory]
    [InlineData(Personal)]
    [InlineData(Shared)]
    public async Task Own_AsAnOwner_IsNotDeletedRenamedJoinedOrGivenMembers(string name)
    {
        var (owner, mia) = (await Callers.OwnerAsync(), await Callers.MemberAsync());
        await Secrets.ReadAsync(owner, name, new SecretQuery(), None);

        await RefusedAsync(() => Projects.DeleteAsync(owner, name, name, None));
        await RefusedAsync(() => Projects.JoinAsync(owner, name, None));
        await RefusedAsync(() => Database.Get<ProjectMemberStore>().AddAsync(owner, name, mia.UserId, ProjectRole.Manager, None));
        Assert.NotNull((await Projects.ChangeAsync(owner, name, "Renamed", true, true, None)).Problem);

        var project = await Database.ReadAsync(db => db.Projects.SingleAsync());
        Assert.NotEqual("Renamed", project.Name);
        Assert.False(project.AllowLowerCaseKeys);
        Assert.Equal(0, await Database.ReadAsync(db => db.Memberships.CountAsync()));
    }

    [Fact]
    public async Task Membership_InOne_PutPastTheProgram_GivesNothing()
    {
        var (mia, owner) = (await Callers.MemberAsync(), await Callers.OwnerAsync());
        await Given.SecretInAsync(mia, Personal, "API_KEY", ("development", "hers"));
        await Given.SecretInAsync(owner, Shared, "SMTP", ("development", "x"));
        var ids = await Database.ReadAsync(db => db.Projects.Select(row => new { row.Id, row.Kind }).ToListAsync());
        await Database.ArrangeAsync(db => db.Memberships.AddRange(
            new Membership { ProjectId = ids.Single(row => row.Kind == ProjectKind.Personal).Id, UserId = owner.UserId, Role = ProjectRole.Manager },
            new Membership { ProjectId = ids.Single(row => row.Kind == ProjectKind.Organization).Id, UserId = mia.UserId, Role = ProjectRole.Manager }));

        Assert.Empty(await Database.Get<PaletteReader>().FindAsync(owner, "API_KEY", "/", null, None));
        await RefusedAsync(() => Given.SecretInAsync(mia, Shared, "NEW", ("development", "x")));
    }

    [Theory]
    [InlineData("personal")]
    [InlineData("shared")]
    public async Task TeamProject_CalledSo_CannotBeMadeAnew_AndAnOldOneStaysItsOwn(string slug)
    {
        var admin = await Callers.AdminAsync();
        Assert.NotNull((await Projects.CreateAsync(admin, new ProjectForm { Name = "X", Slug = slug }, None)).Problem);
        await Given.ProjectAsync("old", "Old");
        await Database.Gate.WriteAsync(db => db.Projects.ExecuteUpdateAsync(set => set.SetProperty(row => row.Slug, slug)), None);
        var viewer = await Callers.ViewerOfAsync(slug);
        await Given.SecretInAsync(viewer, Personal, "OWN", ("development", "x"));

        Assert.Equal("Old", (await Secrets.ReadAsync(viewer, slug, new SecretQuery(), None)).Matrix.Name);
        Assert.Empty((await Secrets.ReadAsync(viewer, slug, new SecretQuery(), None)).Items);
        await RefusedAsync(async () => await Secrets.ReadAsync(await Callers.OwnerAsync(), slug, new SecretQuery(), None));
    }

    private static Task<AccessDeniedException> RefusedAsync(Func<Task> deed) => Assert.ThrowsAsync<AccessDeniedException>(deed);
}
