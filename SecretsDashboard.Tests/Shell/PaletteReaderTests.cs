using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Shell;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Shell;

/// <summary>What the palette finds: for whom, in which order, how much of it.</summary>
public sealed class PaletteReaderTests : DatabaseTest
{
    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
    }

    [Fact]
    public async Task FindAsync_NoText_ShowsActionsPagesAndProjects()
    {
        await SeedAsync(("API_KEY", ""));

        Assert.Equal(
            [
                "Actions: Add Secret, Import .env, New token, Invite, New project, Switch between light and dark, Keyboard shortcuts, Sign out",
                "Pages: Overview, Projects, Secrets, Personal, Shared, Members, Audit log, Your account, Help", "Projects: Bot",
            ], Lines(await FindAsync("")));
        Assert.Equal(["Pages: Overview, Projects, Secrets, Personal, Shared, Your account, Help", "Projects: Bot"], Lines(await FindAsync("  ", await Callers.EditorOfAsync("bot"))).Skip(1));
        Assert.Equal(["Pages: Overview, Projects, Secrets, Personal, Shared, Your account, Help"], Lines(await FindAsync("", await Callers.MemberAsync())).Skip(1));
    }

    [Fact]
    public async Task FindAsync_NoText_InAProject_OffersWhatOneMayDoThere()
    {
        var viewer = await Callers.ViewerOfAsync("bot");

        Assert.Equal(["Add Secret Bot /projects/bot add", "Import .env Bot /projects/bot import", "New token Bot /projects/bot/tokens add"], await AtAsync(manager, "/projects/bot/audit"));
        Assert.Equal(["Add Secret Bot /projects/bot add", "Import .env Bot /projects/bot import", "New token choose the project  New token asks"], await AtAsync(await Callers.EditorOfAsync("bot"), "/projects/bot"));
        // what is one's own is left, and that has to be chosen
        Assert.All(await AtAsync(viewer, "/projects/bot"), line => Assert.EndsWith(" asks", line, StringComparison.Ordinal));
        Assert.All(await AtAsync(manager, "/members"), line => Assert.EndsWith(" asks", line, StringComparison.Ordinal));

        async Task<IEnumerable<string>> AtAsync(Caller caller, string at) =>
            (await Database.Get<PaletteReader>().FindAsync(caller, "", at, null, None)).Single(group => group.Name == "Actions").Items.Take(3)
                .Select(item => $"{item.Name} {item.Detail} {item.Address} {item.Act}{(item.Asks ? " asks" : "")}");
    }

    [Fact]
    public async Task FindAsync_ActionThatAsks_FindsTheProjectsWhereOneMay()
    {
        await JoinedAsync("zoo", "Zoo");
        var editor = await Callers.EditorOfAsync("bot");

        Assert.Equal(["/projects/bot", "/personal"], await WhereAsync(editor, "Add Secret", ""));
        Assert.Equal(["/personal/tokens"], await WhereAsync(editor, "New token", ""));
        Assert.Equal(["/projects/bot/tokens"], await WhereAsync(manager, "New token", "bot"));
        Assert.Empty(await WhereAsync(manager, "Add Secret", "zoo"));
        Assert.Empty(await WhereAsync(manager, "Drop table", ""));

        async Task<IEnumerable<string>> WhereAsync(Caller caller, string chosen, string text) =>
            (await Database.Get<PaletteReader>().FindAsync(caller, text, "/", chosen, None)).SelectMany(group => group.Items).Select(item => item.Address);
    }

    [Fact]
    public async Task FindAsync_Found_SaysWhatItIsAndWhereItIs()
    {
        await SeedAsync(("API_KEY", "For the bot"), ("BOT_TOKEN", ""));

        var groups = await FindAsync("bot");

        Assert.Equal(["Projects", "Pages", "Secrets", "Actions"], groups.Select(group => group.Name));
        Assert.Equal([new PaletteItem("Bot", "bot", "/projects/bot")], groups[0].Items);
        Assert.Equal(["/projects/bot", "/projects/bot/tokens", "/projects/bot/members", "/projects/bot/audit", "/projects/bot/settings"], groups[1].Items.Select(item => item.Address));
        Assert.Equal(
            [new PaletteItem("BOT_TOKEN", "Bot", "/projects/bot?secret=BOT_TOKEN"), new PaletteItem("API_KEY", "Bot · For the bot", "/projects/bot?secret=API_KEY")],
            groups[2].Items);
    }

    [Theory]
    [InlineData("token", "TOKEN, TOKEN_OLD, API_TOKEN, OTHER")]
    [InlineData("API token", "API_TOKEN, OTHER")]
    [InlineData("a-token", "API_TOKEN")]
    [InlineData("The API", "OTHER")]
    [InlineData("_", "API_TOKEN, TOKEN_OLD")]
    [InlineData("%", "PERCENT")]
    [InlineData("100%", "PERCENT")]
    [InlineData(@"\", "PERCENT")]
    [InlineData("'; DROP TABLE Secrets; --", "")]
    [InlineData("größe", "SIZE")]
    [InlineData("GRÖßE", "SIZE")]
    [InlineData("ö", "SIZE")]
    [InlineData("Ö", "SIZE")]
    [InlineData("ä", "")]
    [InlineData("öß", "SIZE")]
    [InlineData("öä", "")]
    [InlineData("grüße", "")]
    [InlineData("🔑", "SIZE")]
    [InlineData("🔒", "")]
    [InlineData("\0", "")]
    [InlineData("TOKEN\0", "")]
    public async Task FindAsync_Text_FindsSecretsLiterallyInAnyCaseTheBestFirst(string text, string keys)
    {
        await SeedAsync(("API_TOKEN", ""), ("OTHER", "the api token of old"), ("PERCENT", @"100% of \"), ("SIZE", "Die Größe 🔑"), ("TOKEN", "token"), ("TOKEN_OLD", ""));

        Assert.Equal(keys, Names(await FindAsync(text), "Secrets"));
    }

    [Theory]
    [InlineData("settings", "Bot · Settings, Personal · Settings, Shared · Settings")]
    [InlineData("bot tokens", "Bot · Tokens")]
    [InlineData("personal", "Personal, Personal · Tokens, Personal · Audit, Personal · Settings")]
    [InlineData("audit", "Audit log, Bot · Audit, Personal · Audit, Shared · Audit")]
    [InlineData("account", "Your account")]
    [InlineData("passw", "Your account")]
    [InlineData("nothing", "")]
    public async Task FindAsync_Text_FindsPages(string text, string pages) => Assert.Equal(pages, Names(await FindAsync(text), "Pages"));

    [Fact]
    public async Task FindAsync_ProjectOfOthers_IsFoundByThoseWhoMayJoinIt()
    {
        await SeedAsync(("BOT_TOKEN", ""));

        var groups = await FindAsync("bot", await Callers.AdminAsync());

        Assert.Equal(["Projects"], groups.Select(group => group.Name));
        Assert.Equal([new PaletteItem("Bot", "bot · not joined yet", "/projects")], groups[0].Items);
        Assert.Empty(await FindAsync("bot", await Callers.MemberAsync()));
    }

    [Fact]
    public async Task FindAsync_ProjectNames_InAnyCaseAndBySlug()
    {
        await JoinedAsync("wartung", "Ärger & Söhne");

        Assert.Equal("Ärger & Söhne", Names(await FindAsync("äRGER"), "Projects"));
        Assert.Equal("Ärger & Söhne", Names(await FindAsync("wart"), "Projects"));
    }

    [Fact]
    public async Task FindAsync_ForeignProject_IsNeverFound()
    {
        await SeedAsync(("API_KEY", "For the bot"));
        var stranger = await Callers.OwnerAsync();

        foreach (var text in (string[])["", "api", "API_KEY", "bot", "for", "tokens", "ä", "_"])
        {
            Assert.All((await FindAsync(text, stranger)).SelectMany(group => group.Items), item => Assert.DoesNotContain("bot", item.Address, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task FindAsync_Viewer_FindsKeysButNoAudit()
    {
        await SeedAsync(("API_KEY", ""));
        var viewer = await Callers.ViewerOfAsync("bot");

        Assert.Equal("API_KEY", Names(await FindAsync("api", viewer), "Secrets"));
        Assert.Equal("Personal · Audit", Names(await FindAsync("audit", viewer), "Pages"));
        Assert.Equal("Bot · Audit, Personal · Audit", Names(await FindAsync("audit", await Callers.ManagerOfAsync("bot")), "Pages"));
    }

    [Fact]
    public async Task FindAsync_People_AreThoseOneMaySee()
    {
        var (viewer, stranger) = (await Callers.ViewerOfAsync("bot"), await Callers.MemberAsync());
        await JoinedAsync("zoo", "Zoo");
        await Callers.JoinAsync(viewer, "zoo", ProjectRole.Editor);

        Assert.Equal("Mia Member, Viewer Person", Names(await FindAsync("er"), "People"));
        var found = Assert.Single(Assert.Single(await FindAsync("VIEWER pers"), group => group.Name == "People").Items);
        Assert.Equal(($"{viewer.UserId:N}@example.com", $"/members?search={viewer.UserId:N}%40example.com"), (found.Detail, found.Address));
        Assert.Equal("Mia Member", Names(await FindAsync($"{stranger.UserId:N}"), "People"));
        Assert.Equal(
            ["/projects/bot/members", "/projects/zoo/members"],
            Assert.Single(await FindAsync("adam", viewer), group => group.Name == "People").Items.Select(item => item.Address).Order());
        Assert.Equal("", Names(await FindAsync("mia", viewer), "People"));
        Assert.Equal("", Names(await FindAsync("m", stranger), "People"));
    }

    [Fact]
    public async Task FindAsync_Many_ShowsEightAndSaysSo()
    {
        await SeedAsync([.. Enumerable.Range(10, 20).Select(number => ($"KEY_{number}", number < 19 ? "größer" : ""))]);

        var ascii = Assert.Single(await FindAsync("key"), group => group.Name == "Secrets");
        var umlaut = Assert.Single(await FindAsync("Größer"));

        Assert.Equal((8, true, "KEY_10"), (ascii.Items.Count, ascii.HasMore, ascii.Items[0].Name));
        Assert.Equal((8, true, "KEY_10"), (umlaut.Items.Count, umlaut.HasMore, umlaut.Items[0].Name));
    }

    [Fact]
    public async Task FindAsync_ManyProjects_ShowsEightOfThem()
    {
        for (var number = 1; number < 10; number++)
        {
            await JoinedAsync($"site-{number}", $"Site {number}");
        }

        var projects = Assert.Single(await FindAsync("site"), group => group.Name == "Projects");

        Assert.Equal((8, true), (projects.Items.Count, projects.HasMore));
    }

    [Fact]
    public async Task FindAsync_LongText_FindsNothingWithoutHarm()
    {
        Assert.Empty(await FindAsync(new string('a', 200)));
        Assert.Empty(await FindAsync(new string('ä', 200)));
        Assert.Empty(await FindAsync(new string('%', 100_000)));
    }

    [Fact]
    public async Task FindAsync_SessionEnded_IsRefused()
    {
        Time.Advance(TimeSpan.FromDays(1));

        await Assert.ThrowsAsync<AccessDeniedException>(() => FindAsync("api"));
    }

    private static string[] Lines(IReadOnlyList<PaletteGroup> groups) => [.. groups.Select(group => $"{group.Name}: {string.Join(", ", group.Items.Select(item => item.Name))}")];

    private static string Names(IReadOnlyList<PaletteGroup> groups, string kind) =>
        string.Join(", ", groups.Where(group => group.Name == kind).SelectMany(group => group.Items).Select(item => item.Name));

    private Task<IReadOnlyList<PaletteGroup>> FindAsync(string text, Caller? caller = null) =>
        Database.Get<PaletteReader>().FindAsync(caller ?? manager, text, "/", null, None);

    private async Task JoinedAsync(string slug, string name)
    {
        await Given.ProjectAsync(slug, name);
        await Callers.JoinAsync(manager, slug, ProjectRole.Viewer);
    }

    private async Task SeedAsync(params (string Key, string Description)[] secrets)
    {
        var project = await Database.ReadAsync(db => Task.FromResult(db.Projects.Single().Id));
        await Database.ArrangeAsync(db => db.Secrets.AddRange(secrets.Select(secret => new Secret
        {
            Id = Guid.CreateVersion7(),
            ProjectId = project,
            Key = secret.Key,
            FoldedKey = secret.Key,
            Description = secret.Description,
            CreatedAt = Time.Now,
            UpdatedAt = Time.Now,
        })));
    }
}
