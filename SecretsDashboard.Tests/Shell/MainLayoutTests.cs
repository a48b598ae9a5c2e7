using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Audit;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Shell;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Shell;

/// <summary>The house around an open page, while others change the project that the page shows.</summary>
public sealed class MainLayoutTests : ComponentTest
{
    private static readonly CancellationToken None = CancellationToken.None;

    private Caller manager = default!;
    private Caller member = default!;

    private ProjectMemberStore Store => Database.Get<ProjectMemberStore>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Services.AddSingleton(Database.Get<ProjectChanges>()).AddSingleton(Store).AddSingleton(Database.Get<AuditReader>()).AddSingleton(Database.Get<AuditMonthReader>()).AddSingleton(Database.Get<ChainCheck>());
        manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "API_KEY", ("development", "hush"));
        member = await Callers.ManagerOfAsync("bot");
        SignIn(member);
    }

    [Fact]
    public async Task Removed_OpenPage_IsGoneWithTabsAndLink_AndNothingIsRefused()
    {
        var screen = RenderPage<SecretsPage>("/projects/bot");
        screen.WaitForAssertion(() => Assert.Contains("API_KEY", screen.Markup, StringComparison.Ordinal));
        Assert.NotEmpty(screen.FindAll("a[href^='/projects/bot']"));

        await Store.RemoveAsync(manager, "bot", member.UserId, None);

        screen.WaitForAssertion(() => screen.Heading("Not found"));
        Assert.DoesNotContain("API_KEY", screen.Markup, StringComparison.Ordinal);
        Assert.Empty(screen.FindAll("a[href^='/projects/bot']"));
        Assert.Equal(AuditAction.MemberRemoved, (await LastAuditAsync()).Text("action"));
        Assert.True(await Database.Get<LiveSessions>().IsLiveAsync(member.UserId, member.SessionId, None));
    }

    [Fact]
    public async Task DiskFull_IsSaidToOwnersAlone()
    {
        var owner = await Callers.OwnerAsync();
        await Given.SecretInAsync(owner, "/shared", "SHARED_KEY", ("development", "hush"));
        Database.Get<Reserve>().Make(null);
        Assert.True(Database.Get<Reserve>().GiveUp());
        SignIn(owner);
        var owners = RenderPage<SecretsPage>("/shared");
        owners.WaitForAssertion(() => Assert.Contains("disk is full", owners.Find(".storage-warning").TextContent, StringComparison.Ordinal));

        await DisposeComponentsAsync();
        SignIn(member);
        var members = RenderPage<SecretsPage>("/projects/bot");
        members.WaitForAssertion(() => Assert.Contains("API_KEY", members.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("disk is full", members.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Removed_PageOfSomethingElse_Stays()
    {
        var screen = RenderPage<SecretsPage>("/personal");
        screen.WaitForAssertion(() => screen.Button("Add Secret"));
        var before = Drawer(screen);
        Assert.NotNull(before);

        await Store.RemoveAsync(manager, "bot", member.UserId, None);

        screen.WaitForAssertion(() => Assert.NotEqual(before, Drawer(screen)));
        Assert.DoesNotContain((await Database.Get<HouseReader>().ReadAsync(member, None)).Projects, project => project.Project == "bot");
        screen.Button("Add Secret");
    }

    [Fact]
    public async Task RoleLowered_OpenPage_OffersWhatIsLeft()
    {
        var screen = RenderPage<SecretsPage>("/projects/bot");
        screen.WaitForAssertion(() => screen.Button("Edit API_KEY"));

        await Store.ChangeRoleAsync(manager, "bot", member.UserId, ProjectRole.Viewer, None);

        screen.WaitForAssertion(() => Assert.DoesNotContain("Edit API_KEY", screen.Markup, StringComparison.Ordinal));
        Assert.Contains("API_KEY", screen.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RoleLowered_PageForManagers_SaysSo_AndNothingIsRefused()
    {
        var screen = RenderPage<AuditPage>("/projects/bot/audit");
        screen.WaitForAssertion(() => Assert.Contains("Secret added", screen.Markup, StringComparison.Ordinal));

        await Store.ChangeRoleAsync(manager, "bot", member.UserId, ProjectRole.Editor, None);

        screen.WaitForAssertion(() => screen.Heading("No access"));
        Assert.Contains("Only managers of Bot see this page.", screen.Markup, StringComparison.Ordinal);
        Assert.Equal(AuditAction.MemberRoleChanged, (await LastAuditAsync()).Text("action"));
    }

    [Fact]
    public async Task Deleted_OpenPage_IsGone()
    {
        var screen = RenderPage<SecretsPage>("/projects/bot");
        screen.WaitForAssertion(() => screen.Button("Edit API_KEY"));

        await Database.Get<ProjectStore>().DeleteAsync(manager, "bot", "bot", None);

        screen.WaitForAssertion(() => screen.Heading("Not found"));
    }

    [Fact]
    public async Task EnvironmentAdded_OpenDialog_StaysAsItWasOpenedAndThePageFollowsIt()
    {
        var screen = RenderPage<SecretsPage>("/projects/bot");
        screen.WaitForAssertion(() => screen.Button("Add Secret"));
        screen.Button("Add Secret").Click();
        var before = Fields();
        Assert.NotEmpty(before);

        await Database.Get<EnvironmentStore>().AddAsync(manager, "bot", "Preview", None);
        await Store.ChangeRoleAsync(manager, "bot", member.UserId, ProjectRole.Editor, None);

        // the tabs of the house are those of an Editor: it heard of both
        screen.WaitForAssertion(() => Assert.DoesNotContain("/projects/bot/audit", screen.Markup, StringComparison.Ordinal));
        Assert.Equal(before, Fields());
        screen.Find("dialog").TriggerEvent("onclose", EventArgs.Empty);
        screen.WaitForAssertion(() => Assert.Contains("Preview", screen.Columns()));

        List<string> Fields() => [.. screen.FindAll("dialog [name]").Select(field => $"{field.GetAttribute("name")} {field.GetAttribute("value")}")];
    }

    [Fact]
    public async Task OtherProject_OpenPage_IsNotReadAgain()
    {
        await Given.ProjectAsync("other", "Other");
        var screen = RenderPage<SecretsPage>("/projects/bot");
        screen.WaitForAssertion(() => screen.Button("Edit API_KEY"));
        await Given.SecretAsync(manager, "UNSEEN", ("development", "hush"));
        var other = await Callers.ManagerOfAsync("other");
        var before = Drawer(screen);
        await Callers.JoinAsync(member, "other", ProjectRole.Editor);

        await Store.ChangeRoleAsync(other, "other", member.UserId, ProjectRole.Manager, None);

        screen.WaitForAssertion(() => Assert.NotEqual(before, Drawer(screen)));
        // one may go there at once
        Assert.NotEmpty(screen.FindAll("#project-switch a[href='/projects/other']"));
        Assert.DoesNotContain("UNSEEN", screen.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecretsChanged_ByOthers_AreSaidAndShownWhenAsked()
    {
        var screen = RenderPage<SecretsPage>("/projects/bot");
        screen.WaitForAssertion(() => screen.Button("Edit API_KEY"));
        Assert.Empty(screen.FindAll(".news *"));

        await Given.SecretAsync(manager, "SECOND_KEY", ("development", "hush"));
        screen.WaitForAssertion(() => Assert.Equal("1 change by Adam Admin Show", Said(screen)));
        await Given.SecretAsync(manager, "THIRD_KEY", ("development", "hush"));
        screen.WaitForAssertion(() => Assert.Equal("2 changes by Adam Admin Show", Said(screen)));
        // the tab counts at once (its title says it, too), no row moves
        screen.WaitForAssertion(() => Assert.Equal("3 secrets", screen.Find(".tabs a").GetAttribute("title")));
        Assert.DoesNotContain("SECOND_KEY", screen.Markup, StringComparison.Ordinal);

        screen.Button("Show").Click();

        screen.WaitForAssertion(() => Assert.Contains("THIRD_KEY", screen.Markup, StringComparison.Ordinal));
        Assert.Empty(screen.FindAll(".news *"));
    }

    [Fact]
    public async Task SecretsChanged_ByOneself_OrElsewhere_AreNotSaid()
    {
        await Given.ProjectAsync("other", "Other");
        var other = await Callers.ManagerOfAsync("other");
        var screen = RenderPage<SecretsPage>("/projects/bot");
        screen.WaitForAssertion(() => screen.Button("Edit API_KEY"));

        await Given.SecretAsync(member, "MINE", ("development", "hush"));
        await Given.SecretInAsync(other, "other", "ELSEWHERE", ("development", "hush"));
        await Given.SecretInAsync(manager, ProjectAddress.Personal, "HERS", ("development", "hush"));
        // what is said after them
        await Given.SecretAsync(manager, "LAST", ("development", "hush"));

        screen.WaitForAssertion(() => Assert.Equal("1 change by Adam Admin Show", Said(screen)));
    }

    [Fact]
    public async Task MemberRemoved_OpenListOfAnother_LosesThemByItself()
    {
        var third = await Callers.ViewerOfAsync("bot");
        var screen = RenderPage<ProjectMembersPage>("/projects/bot/members");
        screen.WaitForAssertion(() => Assert.Contains("Viewer Person", screen.Markup, StringComparison.Ordinal));

        await Store.RemoveAsync(manager, "bot", third.UserId, None);

        screen.WaitForAssertion(() => Assert.DoesNotContain("Viewer Person", screen.Markup, StringComparison.Ordinal));
    }

    private static string Said(IRenderedComponent<MainLayout> screen) => Screen.TextOf(screen.Find(".news"));

    // what the script of the frame compares with the drawer it shows
    private static string? Drawer(IRenderedComponent<MainLayout> screen) => screen.Find("house-news").GetAttribute("data-mark");

    private async Task<System.Text.Json.JsonElement> LastAuditAsync() => AuditJson.Of(await Database.ReadAsync(db => Task.FromResult(db.Audit.OrderByDescending(entry => entry.Seq).First())));

    private IRenderedComponent<MainLayout> RenderPage<T>(string address) where T : IComponent
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(address);
        return Render<MainLayout>(parameters => parameters.Add(layout => layout.Body, builder =>
        {
            builder.OpenComponent<T>(0);
            if (address.StartsWith("/projects/", StringComparison.Ordinal))
            {
                builder.AddComponentParameter(1, "Project", "bot");
            }
            builder.CloseComponent();
        }));
    }
}
