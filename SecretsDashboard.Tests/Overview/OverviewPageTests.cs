using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Overview;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Overview;

/// <summary>The first page: what it offers who begins, and what it tells who comes back.</summary>
public sealed class OverviewPageTests : ComponentTest
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Services.AddSingleton(Database.Get<OverviewReader>());
    }

    [Fact]
    public async Task Overview_OwnerOfANewInstance_IsOfferedTheFirstProject()
    {
        SignIn(await Callers.OwnerAsync());
        var screen = Render<OverviewPage>();

        screen.Heading("Create your first project");
        Assert.Contains("1 person has no second factor", Plain(screen.Find(".attention").TextContent), StringComparison.Ordinal);
        screen.Button("New project").Click();

        Assert.EndsWith("/projects?new=true", Services.GetRequiredService<BunitNavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overview_MemberOfNothing_IsToldWhomToAsk()
    {
        SignIn(await Callers.MemberAsync());

        var screen = Render<OverviewPage>();

        screen.Heading("You are in no project yet");
        Assert.False(screen.HasButton("New project"));
    }

    [Fact]
    public async Task Overview_OfAProject_SaysWhatIsMissingAndWhatHappened()
    {
        var manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "GAP", ("development", "a"), ("staging", "b"));
        SignIn(manager);

        var screen = Render<OverviewPage>();

        Assert.Contains("GAP is missing in Production Bot, first added", Plain(screen.Find(".attention li").TextContent), StringComparison.Ordinal);
        Assert.Equal("/projects/bot?missing=production", screen.Find(".attention .way").GetAttribute("href"));
        Assert.Contains("Adam Admin added GAP in Development and Staging of Bot", Plain(screen.Find(".events li").TextContent), StringComparison.Ordinal);
        Assert.Contains("0/1 have a value, 1 missing", Plain(screen.FindAll(".project .number")[2].TextContent), StringComparison.Ordinal);
        Assert.Equal(OverviewNumbers.Days, screen.FindAll(".chart tbody tr").Count);
    }

    [Fact]
    public async Task Overview_ValueIsNotNeeded_TakesTheLineAway()
    {
        var manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "GAP", ("development", "a"), ("staging", "b"));
        SignIn(manager);
        var screen = Render<OverviewPage>();

        screen.Button("Not needed here: GAP in Production").Click();

        screen.WaitForAssertion(() => Assert.DoesNotContain("is missing", screen.Markup, StringComparison.Ordinal));
        Assert.Equal(["GAP is not needed in Production"], Notices);
        Assert.DoesNotContain("missing", screen.FindAll(".project .number")[2].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overview_LineIsPutOff_IsKeptApartAndComesBack()
    {
        var manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "GAP", ("development", "a"), ("staging", "b"));
        SignIn(manager);
        var screen = Render<OverviewPage>();

        screen.FindAll(".attention [popover] button").First(button => button.TextContent == "Put off for 30 days").Click();

        screen.WaitForAssertion(() => Assert.Equal("1 put off: show", screen.Find(".off > summary > .shut").TextContent.Trim()));
        screen.Button("Bring back: GAP is missing in Production, Bot").Click();
        screen.WaitForAssertion(() => Assert.Empty(screen.FindAll(".off")));
        Assert.Equal(["Put off for 30 days", "Brought back"], Notices);
    }

    [Fact]
    public async Task Overview_Mine_LeavesOutWhatIsOfTheInstance()
    {
        SignIn(await Given.ProjectAsync());
        var all = Render<OverviewPage>();
        Assert.Contains("second factor", all.Find(".attention").TextContent, StringComparison.Ordinal);

        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/?attention=mine");

        var mine = Render<OverviewPage>();
        Assert.DoesNotContain("second factor", mine.Find(".attention").TextContent, StringComparison.Ordinal);
        Assert.Equal("Mine", mine.Find(".choice [aria-current]").TextContent);
    }

    [Fact]
    public async Task Overview_NothingNeedsAnybody_SaysSo()
    {
        var manager = await Given.ProjectAsync();
        SignIn(await Callers.ManagerOfAsync("bot"));

        Assert.Contains("Nothing needs you right now.", Render<OverviewPage>().Markup, StringComparison.Ordinal);
    }

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
