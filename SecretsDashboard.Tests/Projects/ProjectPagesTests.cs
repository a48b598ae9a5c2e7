using Bunit;
using Bunit.TestDoubles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Projects;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Tests.Projects;

/// <summary>The overview, the list of projects and the dialog that makes one.</summary>
public sealed class ProjectPagesTests : ComponentTest
{
    [Fact]
    public async Task Projects_ForAMember_OfferNoNewOne()
    {
        SignIn(await Callers.MemberAsync());

        var screen = Render<ProjectsPage>();

        screen.Heading("No projects yet");
        Assert.False(screen.HasButton("New project"));
    }

    [Fact]
    public async Task Projects_List_LinksToEach()
    {
        var manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"));
        await Given.ProjectAsync("foreign", "Foreign");
        SignIn(manager);

        var screen = Render<ProjectsPage>();

        var card = Assert.Single(screen.FindAll("li"), item => item.QuerySelector("a") is not null);
        Assert.Equal("/projects/bot", card.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("1 secret", Screen.TextOf(card), StringComparison.Ordinal);
        Assert.Equal(["Development", "Staging", "Production"], card.QuerySelectorAll(".environment").Select(name => name.TextContent));
    }

    [Fact]
    public async Task Projects_Several_AreSearchedAndSorted()
    {
        var manager = await Given.ProjectAsync();
        await MakeAsync(manager, "Alpha", "Beta");
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"));
        SignIn(manager);
        var screen = Render<ProjectsPage>();
        Assert.Equal(["Alpha", "Beta", "Bot"], Names());

        screen.Find("select").Change("Secrets");
        Assert.Equal("Bot", Names()[0]);
        Assert.EndsWith("/projects?sort=secrets", Services.GetRequiredService<BunitNavigationManager>().Uri, StringComparison.Ordinal);

        await screen.Find("input[type=search]").InputAsync(new() { Value = "nothing like it" });
        screen.WaitForAssertion(() => screen.Heading("No project matches"));
        screen.Button("Show all projects").Click();
        screen.WaitForAssertion(() => Assert.Equal(3, Names().Count));

        List<string> Names() => [.. screen.FindAll(".project h3 a").Select(link => link.TextContent)];
    }

    [Fact]
    public async Task Projects_FromTwelveOn_AreATableThatSortsByItsHeads()
    {
        var manager = await Given.ProjectAsync();
        await MakeAsync(manager, [.. Enumerable.Range(10, 11).Select(number => $"Project {number}")]);
        SignIn(manager);
        var screen = Render<ProjectsPage>();
        Assert.Equal("Bot", screen.FindAll("tbody th")[0].TextContent);
        Assert.Equal("ascending", screen.Find("th[aria-sort]").GetAttribute("aria-sort"));

        screen.FindAll("thead button").Single(button => button.TextContent == "Name").Click();

        Assert.Equal("Project 20", screen.FindAll("tbody th")[0].TextContent);
        Assert.Equal("descending", screen.Find("th[aria-sort]").GetAttribute("aria-sort"));
    }

    [Fact]
    public async Task Projects_AsAnAdmin_OffersToJoinTheOthers()
    {
        await Given.ProjectAsync("foreign", "Foreign");
        SignIn(await Callers.OwnerAsync());
        var screen = Render<ProjectsPage>();

        screen.Heading("Projects you are not in");
        screen.Button("Join Foreign").Click();

        screen.WaitForAssertion(() => Assert.Equal("/projects/foreign", Address));
    }

    [Fact]
    public async Task Join_LongAfterSignIn_AsksFirstAndThenGoesThere()
    {
        await Given.ProjectAsync("foreign", "Foreign");
        var owner = await Callers.OwnerAsync();
        SignIn(owner);
        var screen = Render<ProjectsPage>();
        Database.Time.Advance(Session.Confirmed);

        screen.Button("Join Foreign").Click();

        screen.WaitForAssertion(() => Assert.NotNull(screen.Dialog("Confirm it is you")));
        Assert.False(await IsMemberAsync());
        await Database.ArrangeAsync(db => db.Sessions.Single(session => session.Id == owner.SessionId).ConfirmedAt = Database.Time.Now);
        await screen.InvokeAsync(() => screen.Find("form").TriggerEvent("onformsaved", new FormSavedEventArgs()));
        screen.WaitForAssertion(() => Assert.Equal("/projects/foreign", Address));
        Assert.True(await IsMemberAsync());

        Task<bool> IsMemberAsync() => Database.ReadAsync(db => db.Memberships.AnyAsync(row => row.UserId == owner.UserId));
    }

    [Fact]
    public async Task Projects_AsAMember_ShowsNoOthers()
    {
        await Given.ProjectAsync("foreign", "Foreign");
        SignIn(await Callers.MemberAsync());

        Assert.DoesNotContain("Foreign", Render<ProjectsPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Projects_AskedForANewOne_OpensItsDialog()
    {
        SignIn(await Callers.OwnerAsync());
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/projects?new=true");

        Render<ProjectsPage>().Dialog("New project");
    }

    [Fact]
    public async Task NewProject_NameTyped_MakesTheSlugAndGoesToThePage()
    {
        SignIn(await Callers.AdminAsync());
        var screen = Render<ProjectsPage>();
        screen.Button("New project").Click();

        screen.Field("Name").Input("My Bot");
        Assert.Equal("my-bot", screen.Field("Slug").GetAttribute("value"));
        Assert.Equal("submit", screen.Button("Create project").GetAttribute("type"));
        screen.Find("form").Submit();

        screen.WaitForAssertion(() => Assert.Equal("/projects/my-bot", Address));
        Assert.Equal("My Bot", await Database.ReadAsync(db => db.Projects.Select(row => row.Name).SingleAsync()));
    }

    [Fact]
    public async Task NewProject_SlugChanged_IsTaken()
    {
        SignIn(await Callers.AdminAsync());
        var screen = Render<ProjectsPage>();
        screen.Button("New project").Click();

        screen.Field("Slug").Input("robot");
        screen.Field("Name").Input("My Bot");
        screen.Find("form").Submit();

        screen.WaitForAssertion(() => Assert.Equal("/projects/robot", Address));
    }

    [Fact]
    public async Task NewProject_Empty_SaysWhatIsMissingAndStays()
    {
        SignIn(await Callers.AdminAsync());
        var screen = Render<ProjectsPage>();
        screen.Button("New project").Click();

        screen.Find("form").Submit();

        screen.WaitForAssertion(() => Assert.Contains("Name is required", screen.Markup, StringComparison.Ordinal));
        Assert.Contains("Slug is required", screen.Markup, StringComparison.Ordinal);
        screen.Dialog("New project");
        Assert.Equal(0, await Database.ReadAsync(db => db.Projects.CountAsync()));
    }

    [Fact]
    public async Task NewProject_SlugTaken_SaysSoAndTheNextTryWorks()
    {
        SignIn(await Given.ProjectAsync());
        var screen = Render<ProjectsPage>();
        screen.Button("New project").Click();
        screen.Field("Name").Input("Bot");

        screen.Find("form").Submit();
        screen.WaitForAssertion(() => Assert.Contains("A project with this slug already exists", screen.Markup, StringComparison.Ordinal));
        screen.Field("Slug").Input("bot-2");
        screen.Find("form").Submit();

        screen.WaitForAssertion(() => Assert.Equal("/projects/bot-2", Address));
    }

    private async Task MakeAsync(Caller manager, params string[] names)
    {
        foreach (var name in names)
        {
            Assert.True((await Database.Get<ProjectStore>().CreateAsync(manager, new ProjectForm { Name = name, Slug = name.ToLowerInvariant().Replace(' ', '-') }, CancellationToken.None)).IsDone);
        }
    }
}
