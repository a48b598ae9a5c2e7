using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>The secrets of all projects: whose they are, and that filters, order and pages go over all of them.</summary>
public sealed class AllSecretsListTests : DatabaseTest
{
    private const string Personal = ProjectAddress.Personal;
    private const string Shared = ProjectAddress.Shared;
    private Caller owner = default!;
    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        owner = await Callers.OwnerAsync();
        manager = await Given.ProjectAsync();
    }

    [Fact]
    public async Task ReadAsync_ForEachPerson_IsWhatTheyMaySee()
    {
        await SeedAsync();
        var editor = await Callers.EditorOfAsync("bot");
        await Given.SecretInAsync(editor, Personal, "OF_THE_EDITOR", ("development", "one"));

        Assert.Equal(["bot API_KEY", "bot BOT_TOKEN", "/shared LICENCE", "/personal OF_THE_EDITOR"], await NamesAsync(new SecretQuery(), editor));
        Assert.Equal(["/shared LICENCE", "/personal OF_THE_OWNER"], await NamesAsync(new SecretQuery(), owner));
        Assert.Equal(["/shared LICENCE"], await NamesAsync(new SecretQuery(), await Callers.MemberAsync()));
        Assert.Equal(["zoo API_KEY", "/shared LICENCE"], await NamesAsync(new SecretQuery(), await Callers.ViewerOfAsync("zoo")));
        Assert.DoesNotContain(await AuditAsync(), entry => entry.Action == AuditAction.AccessRefused);
    }

    [Fact]
    public async Task ReadAsync_TakenOutOfAProject_SeesNothingOfItAtOnce()
    {
        await SeedAsync();
        var viewer = await Callers.ViewerOfAsync("bot");
        Assert.Equal(3, (await ReadAsync(new SecretQuery(), viewer)).InAll);

        await Database.Get<ProjectMemberStore>().RemoveAsync(manager, "bot", viewer.UserId, None);

        var left = await ReadAsync(new SecretQuery { Project = "bot" }, viewer);
        Assert.Equal((0, 0, 1), (left.Items.Count, left.Matching, left.InAll));
        Assert.Equal(["/shared"], left.Projects.Select(project => project.Project));
    }

    [Fact]
    public async Task ReadAsync_Rows_HaveTheStatesOfTheirProject()
    {
        await SeedAsync();
        Assert.True((await Database.Get<EnvironmentStore>().AddAsync(manager, "zoo", "Preview", None)).IsDone);
        await Given.SecretInAsync(manager, "zoo", "LICENCE", ("development", "one"));

        var page = await ReadAsync(new SecretQuery(), manager);

        var zoo = page.Items.Single(secret => secret is { Home.Project: "zoo", Item.Key: "LICENCE" });
        Assert.Equal(("Zoo", "/projects/zoo?secret=LICENCE"), (zoo.Home.Name, zoo.Address));
        Assert.Equal(["Development", "Staging", "Production", "Preview"], zoo.Columns.Select(column => column.Name));
        Assert.Equal(["••••••••", "Not set", "Shared", "Not set"], zoo.Item.Cells.Select(cell => $"{cell}"));
        Assert.Equal("Adam Admin", zoo.Item.UpdatedBy);
        Assert.Equal(["Bot", "Zoo", "Shared"], page.Projects.Select(project => project.Name));
        Assert.Equal(["development", "staging", "production", "preview"], page.Environments.Select(environment => environment.Slug));
    }

    [Fact]
    public async Task ReadAsync_EndsThatAProjectShows_AreNotRead()
    {
        await Database.Get<ProjectStore>().ChangeAsync(manager, "bot", "Bot", false, showEnds: true, None);
        await Given.SecretAsync(manager, "LONG", ("development", "sk-proj-aaaaaaaaaaxyz789"));

        var item = Assert.Single((await ReadAsync(new SecretQuery(), manager)).Items).Item;

        Assert.Equal((true, null), (item.Cells[0].IsSet, item.Cells[0].Ends));
    }

    [Fact]
    public async Task ReadAsync_Filters_GoOverAllProjects()
    {
        await SeedAsync();

        Assert.Equal(["zoo API_KEY"], await NamesAsync(new SecretQuery { Project = "zoo" }, manager));
        Assert.Equal(["/shared LICENCE"], await NamesAsync(new SecretQuery { Project = "shared" }, manager));
        Assert.Equal(["bot API_KEY", "zoo API_KEY"], await NamesAsync(new SecretQuery { Search = "api_" }, manager));
        Assert.Equal(["bot BOT_TOKEN"], await NamesAsync(new SecretQuery { Type = SecretType.Token }, manager));
        Assert.Equal(["zoo API_KEY", "bot BOT_TOKEN"], await NamesAsync(new SecretQuery { NotSetIn = "production" }, manager));
        Assert.Equal((1, 4), await CountAsync(new SecretQuery { NotSetIn = "production", Project = "bot" }));
        // an environment or a project that there is not
        Assert.Equal((4, 4), await CountAsync(new SecretQuery { NotSetIn = "nowhere" }));
        Assert.Equal((0, 4), await CountAsync(new SecretQuery { Project = "nowhere" }));
    }

    [Fact]
    public async Task ReadAsync_NeverDelivered_KnowsBothWays()
    {
        await SeedAsync();
        var token = await Given.TokenAsync(manager, "bot", "web", "production");
        Assert.Equal((4, 4), await CountAsync(new SecretQuery { NeverDelivered = true }));

        var resolver = Database.Get<SecretResolver>();
        await resolver.RecordAsync(token, await resolver.FindAsync(token, None));

        Assert.Equal(["zoo API_KEY", "bot BOT_TOKEN"], await NamesAsync(new SecretQuery { NeverDelivered = true }, manager));
        Assert.Equal(["web", "web"], (await ReadAsync(new SecretQuery(), manager)).Items.Select(secret => secret.Item.LastReceiver?.Token).OfType<string>());
    }

    [Fact]
    public async Task ReadAsync_Order_IsTheOneAskedFor()
    {
        await SeedAsync();

        Assert.Equal(["bot API_KEY", "bot BOT_TOKEN", "/shared LICENCE", "zoo API_KEY"], await NamesAsync(new SecretQuery { Order = SecretOrder.Project }, manager));
        Assert.Equal(["zoo API_KEY", "/shared LICENCE", "bot API_KEY", "bot BOT_TOKEN"], await NamesAsync(new SecretQuery { Order = SecretOrder.Project, Descending = true }, manager));
        Assert.Equal(["/shared LICENCE", "bot BOT_TOKEN", "bot API_KEY", "zoo API_KEY"], await NamesAsync(new SecretQuery { Descending = true }, manager));
    }

    [Fact]
    public async Task ReadAsync_Pages_AreCutFromAllInOneOrder()
    {
        await ZooAsync();
        foreach (var project in (string[])["bot", "zoo"])
        {
            var id = await Database.ReadAsync(db => Task.FromResult(db.Projects.Single(row => row.Slug == project).Id));
            await Database.ArrangeAsync(db => db.Secrets.AddRange(Enumerable.Range(0, 40).Select(number => new Secret
            {
                Id = Guid.CreateVersion7(),
                ProjectId = id,
                Key = $"KEY_{number:D2}",
                FoldedKey = $"KEY_{number:D2}",
                CreatedAt = Time.Now,
                UpdatedAt = Time.Now,
                CreatedBy = manager.UserId,
                UpdatedBy = manager.UserId,
            })));
        }

        var (first, second) = (await ReadAsync(new SecretQuery(), manager), await ReadAsync(new SecretQuery { Page = 1 }, manager));

        Assert.Equal((50, 30, 80), (first.Items.Count, second.Items.Count, second.Matching));
        Assert.Equal(Enumerable.Range(0, 80).Select(number => $"KEY_{number / 2:D2}"), first.Items.Concat(second.Items).Select(secret => secret.Item.Key));
        Assert.Equal(80, first.Items.Concat(second.Items).Select(secret => secret.Item.Id).Distinct().Count());
    }

    private async Task ZooAsync()
    {
        Assert.Null((await Database.Get<ProjectStore>().CreateAsync(manager, new ProjectForm { Name = "Zoo", Slug = "zoo" }, None)).Problem);
    }

    private async Task SeedAsync()
    {
        await ZooAsync();
        await Given.SecretAsync(manager, "BOT_TOKEN", ("development", "one"));
        await Given.SecretInAsync(manager, "bot", "API_KEY", ("development", "one"), ("production", "two"));
        await Given.SecretInAsync(manager, "zoo", "API_KEY", ("staging", "one"));
        await Given.SecretInAsync(owner, Shared, "LICENCE", ("production", "one"));
        await Given.SecretInAsync(owner, Personal, "OF_THE_OWNER", ("development", "one"));
    }

    private Task<AllSecrets> ReadAsync(SecretQuery query, Caller caller) => Database.Get<AllSecretsList>().ReadAsync(caller, query, None);

    private async Task<IEnumerable<string>> NamesAsync(SecretQuery query, Caller caller) =>
        (await ReadAsync(query, caller)).Items.Select(secret => $"{secret.Home.Project} {secret.Item.Key}");

    private async Task<(int Matching, int InAll)> CountAsync(SecretQuery query) => await ReadAsync(query, manager) is var page ? (page.Matching, page.InAll) : default;
}
