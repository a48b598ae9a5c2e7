using Bunit;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Projects;
using SecretsDashboard.Shell;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Tests.Shell;

/// <summary>What the frame shows of a person's house: the drawer, the head of a project, what stands there before a page does.</summary>
public sealed class FrameTests : ComponentTest
{
    private static readonly CancellationToken None = CancellationToken.None;

    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
    }

    [Fact]
    public async Task Drawer_Version_StandsBelow()
    {
        Assert.Equal($"SecretsDashboard {ProgramVersion.Text}", Screen.TextOf((await DrawerAsync("/")).Find("nav .version")));
    }

    [Fact]
    public async Task Drawer_EightProjects_AreFilteredByName()
    {
        await ProjectsAsync(7);
        Assert.Empty((await DrawerAsync("/")).Fields("Filter projects"));

        await ProjectsAsync(8);
        Assert.Single((await DrawerAsync("/")).Fields("Filter projects"));
    }

    [Theory]
    [InlineData("/projects/bot/tokens", "/projects/bot")]
    [InlineData("/projects", "/projects")]
    [InlineData("/members", "/members")]
    [InlineData("/projects/botanic", null)]
    public async Task Drawer_Page_IsTheOneThatIsOpen(string path, string? expected)
    {
        var current = (await DrawerAsync(path)).FindAll("[aria-current=page]");

        Assert.Equal(expected is null ? [] : [expected], current.Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public async Task Drawer_WhatNeedsAttention_IsCountedBesideTheOverview()
    {
        var link = (await DrawerAsync("/")).Find("[data-part=pages] a[href='/']");

        // a second factor for the people
        Assert.Equal(("1", "Overview: 1 needs attention"), (Screen.TextOf(link.QuerySelector(".count")!), link.GetAttribute("title")));
    }

    [Fact]
    public async Task Mark_Changes_WithWhatTheDrawerShowsAlone()
    {
        var before = (await HouseAsync("/")).Mark;
        await Given.SecretAsync(manager, "API_KEY", ("development", "hush"));
        Assert.Equal(before, (await HouseAsync("/projects/bot")).Mark);

        await Database.Get<ProjectStore>().ChangeAsync(manager, "bot", "Renamed", false, false, None);
        Assert.NotEqual(before, (await HouseAsync("/")).Mark);
    }

    [Fact]
    public async Task Tabs_HaveCounts_AndAreThoseOneMayOpen()
    {
        await Given.SecretAsync(manager, "API_KEY", ("development", "hush"));
        await Given.SecretAsync(manager, "OTHER_KEY", ("development", "hush"));
        var viewer = await Callers.ViewerOfAsync("bot");

        Assert.Equal(["Secrets 2", "Tokens 0", "Members 2", "Audit", "Settings"], await TabsAsync(manager));
        Assert.Equal(["Secrets 2", "Members 2"], await TabsAsync(viewer));
        // elsewhere nothing is counted
        Assert.All((await HouseAsync("/")).AllProjects, project => Assert.Null(project.Counts));

        async Task<IEnumerable<string>> TabsAsync(Caller caller)
        {
            var house = await Database.Get<HouseReader>().ReadAsync(caller, "/projects/bot/members", None);
            return Render<ProjectTabs>(parameters => parameters.Add(part => part.Project, house.At("/projects/bot")!)).FindAll(".tabs a")
                .Select(tab => string.Join(' ', tab.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        }
    }

    [Fact]
    public async Task Switch_LeadsToTheSamePageOfTheOther_OrToItsFirst()
    {
        await Given.ProjectAsync("zoo", "Zoo");
        await Callers.JoinAsync(manager, "zoo", ProjectRole.Viewer);
        var house = await HouseAsync("/projects/bot/tokens");

        Assert.Equal(["/projects/bot/tokens", "/projects/zoo"], Links("/projects/bot/tokens"));
        Assert.Equal(["/projects/bot/members", "/projects/zoo/members"], Links("projects/bot/members"));
        Assert.Equal(["/projects/bot", "/projects/zoo"], Links("/projects/bot"));

        IEnumerable<string?> Links(string path) => Render<ProjectTabs>(parameters => parameters.Add(part => part.Project, house.At("/projects/bot")!)
            .Add(part => part.Projects, house.Projects).Add(part => part.Path, path)).FindAll("#project-switch a").Select(link => link.GetAttribute("href"));
    }

    [Theory]
    [InlineData("/", "Overview")]
    [InlineData("/projects/bot", "Secrets")]
    [InlineData("/projects/bot/audit", "Audit log")]
    [InlineData("/personal/settings", "Settings")]
    [InlineData("/audit", "Audit log")]
    [InlineData("/settings", null)]
    [InlineData("/projects/nowhere", null)]
    public async Task Heading_BeforeThePage_IsThatOfThePageOneMayOpen(string path, string? heading) => Assert.Equal(heading, (await HouseAsync(path)).Heading(path));

    [Fact]
    public async Task Skeleton_ShowsTheHeadingThatComes_AndHasOneOfItsOwn()
    {
        var house = await HouseAsync("/");
        var skeleton = Render<Skeleton>(parameters => parameters.Add(part => part.House, house).Add(part => part.Path, "/"));

        // anyone who waits for the page's heading waits for the page
        Assert.Equal("One moment, please", skeleton.Find("h1").TextContent);
        Assert.Equal("Overview", skeleton.Find("[aria-hidden] .heading").TextContent);
    }

    [Theory]
    [InlineData("Ada Lovelace", "AL")]
    [InlineData("ada", "A")]
    [InlineData("Jean-Luc van der Berg", "JB")]
    [InlineData("Ada Lovelace (ada@example.com)", "AA")]
    [InlineData("  ", "")]
    public void Initials_AreOfTheFirstAndTheLastWord(string name, string initials) => Assert.Equal(initials, Initials.Of(name));

    [Fact]
    public async Task FindAsync_SessionThatIsOver_HasNoHouseAndRefusesNothing()
    {
        var before = await Database.ReadAsync(db => Task.FromResult(db.Audit.Count()));
        Database.Time.Advance(TimeSpan.FromDays(2));

        Assert.Null(await Database.Get<HouseReader>().FindAsync(manager, "/", None));
        Assert.DoesNotContain(await Database.ReadAsync(db => Task.FromResult(db.Audit.OrderBy(entry => entry.Seq).ToList())), entry => AuditJson.Of(entry).Text("action") == AuditAction.AccessRefused);
        Assert.True(before > 0);
    }

    private async Task<House> HouseAsync(string path) => await Database.Get<HouseReader>().ReadAsync(manager, path, None);

    private async Task<IRenderedComponent<NavMenu>> DrawerAsync(string path)
    {
        var house = await HouseAsync(path);
        return Render<NavMenu>(parameters => parameters.Add(menu => menu.House, house).Add(menu => menu.Path, path));
    }

    private async Task ProjectsAsync(int count)
    {
        for (var number = (await HouseAsync("/")).Projects.Count; number < count; number++)
        {
            await Given.ProjectAsync($"site-{number}", $"Site {number}");
            await Callers.JoinAsync(manager, $"site-{number}", ProjectRole.Viewer);
        }
    }
}
