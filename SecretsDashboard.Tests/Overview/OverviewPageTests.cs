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

        Assert.Contains("1 value is missing", Plain(screen.Find(".attention li").TextContent), StringComparison.Ordinal);
        Assert.Equal("/projects/bot", screen.Find(".attention li a").GetAttribute("href"));
        Assert.Contains("Adam Admin added GAP in development and staging of Bot", Plain(screen.Find(".events li").TextContent), StringComparison.Ordinal);
        Assert.Contains("0/1 have a value, 1 missing", Plain(screen.FindAll(".project .number")[2].TextContent), StringComparison.Ordinal);
        Assert.Equal(OverviewReader.Days, screen.FindAll(".chart tbody tr").Count);
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
