using Bunit;
using Bunit.TestDoubles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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
        Assert.Contains("1 secret in Development, Staging, Production", Screen.TextOf(card), StringComparison.Ordinal);
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
}
