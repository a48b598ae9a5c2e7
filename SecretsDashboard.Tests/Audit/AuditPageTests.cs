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
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Services.AddSingleton(Database.Get<AuditReader>()).AddSingleton(Database.Get<AuditMonthReader>()).AddSingleton(Database.Get<ProjectChanges>()).AddSingleton(Database.Get<ChainCheck>());
        manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "API_KEY", ("development", "hush"));
        SignIn(manager);
    }

    [Fact]
    public void Project_Entries_ReadAsSentences()
    {
        var screen = RenderPage();

        Assert.Equal(["Adam Admin added API_KEY in Development", "Adam Admin created the project Bot"], Sentences(screen));
        Assert.Equal("Today", screen.Find("section.day h2").TextContent);
    }

    [Fact]
    public void Instance_Entries_NameTheProject() => Assert.Equal("Adam Admin added API_KEY in Development of Bot", Sentences(RenderPage(null))[0]);

    [Fact]
    public void Entry_Opened_SaysWhatElseIsKnown()
    {
        var facts = RenderPage().Find(".entries details dl").QuerySelectorAll("div").ToDictionary(fact => fact.QuerySelector("dt")!.TextContent, fact => fact.QuerySelector("dd")!.TextContent);

        Assert.Equal(("Secret added", "Done", "API_KEY", "192.0.2.7", "2 of the chain"), (facts["Action"], facts["Outcome"], facts["Target"], facts["From"], facts["Entry"]));
        Assert.EndsWith("UTC", facts["Time"], StringComparison.Ordinal);
        Assert.True(facts.ContainsKey("Request"));
    }

    [Fact]
    public async Task Entries_OfSeveralDays_StandUnderTheirDays()
    {
        Assert.Equal("Yesterday", await NextDayAsync());
        Assert.Matches("^[A-Z][a-z]+day, [A-Z][a-z]+ [0-9]+(, [0-9]+)?$", await NextDayAsync());

        async Task<string> NextDayAsync()
        {
            Database.Time.Advance(TimeSpan.FromDays(1));
            SignIn(await Callers.SessionAsync(manager.UserId));
            return RenderPage().Find("section.day:last-of-type h2").TextContent;
        }
    }

    [Fact]
    public void Filter_Chosen_StandsInTheAddressAndInTheExport()
    {
        var screen = RenderPage();

        screen.Field("Filter by action").Change("project.created");

        screen.WaitForAssertion(() => Assert.Equal("Adam Admin created the project Bot", Assert.Single(Sentences(screen))));
        Assert.Equal("?action=project.created", new Uri(Services.GetRequiredService<BunitNavigationManager>().Uri).Query);
        Assert.Equal("/projects/bot/audit/export?action=project.created", Export(screen).GetAttribute("href"));
        screen.Button("Clear filters").Click();
        screen.WaitForAssertion(() => Assert.Equal(2, Sentences(screen).Count));
    }

    [Fact]
    public void Chart_DaysOfTheAddress_AreChosenInIt()
    {
        var today = DateOnly.FromDateTime(Database.Time.Now);
        var screen = RenderPage("bot", $"?action=secret.added&from={today:O}&to={today:O}");

        var chosen = Assert.Single(screen.FindAll("[role=option][aria-selected=true]"));
        Assert.Equal($"{today:O}", chosen.GetAttribute("data-day"));
        Assert.Equal("0", chosen.GetAttribute("tabindex"));
        Assert.EndsWith(": 2 other actions, 0 deliveries, 0 refused", chosen.GetAttribute("title"), StringComparison.Ordinal);
        // a span chosen there keeps the other filters
        Assert.Equal("/projects/bot/audit?action=secret.added", screen.Find("day-chart").GetAttribute("data-address"));
        Assert.Equal("1 of 2 entries", Screen.TextOf(screen.Find(".above [role=status]")));
    }

    [Fact]
    public async Task New_WhileThePageIsOpen_IsSaidAndShownWhenAsked()
    {
        var screen = RenderPage();
        await Given.SecretAsync(manager, "LATER", ("staging", "hush"));

        screen.WaitForAssertion(() => screen.Button("1 new: show"), Patience);
        Assert.Equal(2, Sentences(screen).Count);
        screen.Button("1 new: show").Click();

        screen.WaitForAssertion(() => Assert.Equal("Adam Admin added LATER in Staging", Sentences(screen)[0]), Patience);
        Assert.False(screen.HasButton("1 new: show"));
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
        Assert.Empty(Sentences(screen));
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
        var reader = Database.Get<HouseReader>();

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

    private static List<string> Sentences(IRenderedComponent<AuditPage> screen) => [.. screen.FindAll(".entries .sentence").Select(sentence => string.Join(' ', sentence.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];

    private static AngleSharp.Dom.IElement Export(IRenderedComponent<AuditPage> screen) => screen.FindAll("a.mud-button").Single(link => link.TextContent == "Export");

    private IRenderedComponent<AuditPage> RenderPage(string? project = "bot", string query = "")
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo($"{(project is null ? "" : $"/projects/{project}")}/audit{query}");
        var screen = Render<AuditPage>(parameters => parameters.Add(page => page.Project, project));
        screen.WaitForAssertion(() => Assert.DoesNotContain("Loading…", screen.Markup, StringComparison.Ordinal));
        return screen;
    }
}
