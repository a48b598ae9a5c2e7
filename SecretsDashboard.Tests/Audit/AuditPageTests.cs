using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Audit;
using SecretsDashboard.Data;
using SecretsDashboard.Shell;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Audit;

/// <summary>The page of the log: its rows, its filters in the address, and whether the log is intact.</summary>
public sealed class AuditPageTests : ComponentTest
{
    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Services.AddSingleton(Database.Get<AuditReader>()).AddSingleton(Database.Get<ChainCheck>());
        manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "API_KEY", ("development", "hush"));
        SignIn(manager);
    }

    [Fact]
    public void Project_Entries_ReadAsSentences()
    {
        var screen = RenderPage();

        Assert.Equal(["Entry", "Time", "Who", "Action", "Target", "Outcome"], screen.Columns());
        Assert.Equal(["2", "", "Adam Admin from 192.0.2.7", "Secret added", "API_KEY development", "Done"], screen.Rows()[0]);
    }

    [Fact]
    public void Instance_Entries_NameTheProject()
    {
        var screen = RenderPage(null);

        Assert.Equal(["Entry", "Time", "Who", "Action", "Project", "Target", "Outcome"], screen.Columns());
        Assert.Equal("bot", screen.Rows()[0][4]);
    }

    [Fact]
    public void Filter_Chosen_StandsInTheAddressAndInTheExport()
    {
        var screen = RenderPage();

        screen.Field("Filter by action").Change("project.created");

        screen.WaitForAssertion(() => Assert.Equal("Project created", Assert.Single(screen.Rows())[3]));
        Assert.Equal("?action=project.created", new Uri(Services.GetRequiredService<BunitNavigationManager>().Uri).Query);
        Assert.Equal("/projects/bot/audit/export?action=project.created", Export(screen).GetAttribute("href"));
        screen.Button("Clear filters").Click();
        screen.WaitForAssertion(() => Assert.Equal(2, screen.Rows().Count));
    }

    [Fact]
    public void Filter_ByDay_AsksForTheDays()
    {
        var screen = RenderPage();

        screen.Field("Filter by time").Change("days");
        screen.WaitForAssertion(() => screen.Field("From"));
        screen.Field("From").Change("2001-01-01");
        screen.WaitForAssertion(() => Assert.Equal("?from=2001-01-01", Query()));
        screen.WaitForAssertion(() => Assert.Equal("2001-01-01", screen.Field("From").GetAttribute("value")));
        screen.Field("To").Change("2001-01-02");

        screen.WaitForAssertion(() => screen.Heading("No entry matches"));
        Assert.Equal("?from=2001-01-01&to=2001-01-02", Query());

        string Query() => new Uri(Services.GetRequiredService<BunitNavigationManager>().Uri).Query;
    }

    [Fact]
    public void Address_NotUnderstood_ShowsNothingRatherThanEverything()
    {
        var screen = RenderPage("bot", "?outcome=perhaps");

        screen.Heading("This address is not understood");
        Assert.Empty(screen.Rows());
    }

    [Fact]
    public void Chain_Intact_SaysUpToWhichEntry()
    {
        var screen = RenderPage();

        screen.WaitForAssertion(() => Assert.Contains("The log is intact: verified up to entry 2", screen.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Chain_Altered_SaysWhereAndVerifiesAgainWhenAsked()
    {
        var screen = RenderPage();
        screen.WaitForAssertion(() => Assert.Contains("The log is intact", screen.Markup, StringComparison.Ordinal));
        await Database.TamperAsync("UPDATE Audit SET Outcome = 'denied' WHERE Seq = 2");

        screen.Button("Verify again").Click();

        screen.WaitForAssertion(() => Assert.Contains("The log is not intact: entry 2 was altered. It is verified up to entry 1", screen.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tabs_AuditOfAProject_IsThereForManagersAlone()
    {
        var reader = new HouseReader(Database.Get<AccessGuard>(), Database.Get<DiskSpace>(), Database.Get<Reserve>());

        Assert.True(Assert.Single((await reader.ReadAsync(manager, default)).Projects).ReadsAudit);
        Assert.False(Assert.Single((await reader.ReadAsync(await Callers.EditorOfAsync("bot"), default)).Projects).ReadsAudit);
        Assert.True((await reader.ReadAsync(manager, default)).ReadsAudit);
        Assert.False((await reader.ReadAsync(await Callers.MemberAsync(), default)).ReadsAudit);
    }

    [Fact]
    public void Export_ConfirmedLately_LeavesForTheFileWithItsFilters()
    {
        var screen = RenderPage("bot", "?action=project.created");

        Export(screen).Click();

        screen.WaitForAssertion(() =>
        {
            var left = Services.GetRequiredService<BunitNavigationManager>().History.First();
            Assert.Equal(("/projects/bot/audit/export?action=project.created", true), (left.Uri, left.Options.ForceLoad));
        });
    }

    [Fact]
    public void Export_LongAfterTheProof_AsksForItAndStays()
    {
        var screen = RenderPage();
        var before = Services.GetRequiredService<BunitNavigationManager>().Uri;
        Database.Time.Advance(Session.Confirmed);

        Export(screen).Click();

        screen.WaitForAssertion(() => screen.Find("modal-dialog[aria-label='Confirm it is you'], dialog"));
        Assert.Equal(before, Services.GetRequiredService<BunitNavigationManager>().Uri);
    }

    private static AngleSharp.Dom.IElement Export(IRenderedComponent<AuditPage> screen) => screen.FindAll("a.mud-button").Single(link => link.TextContent == "Export");

    private IRenderedComponent<AuditPage> RenderPage(string? project = "bot", string query = "")
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo($"{(project is null ? "" : $"/projects/{project}")}/audit{query}");
        var screen = Render<AuditPage>(parameters => parameters.Add(page => page.Project, project));
        screen.WaitForAssertion(() => Assert.DoesNotContain("Loading…", screen.Markup, StringComparison.Ordinal));
        return screen;
    }
}
