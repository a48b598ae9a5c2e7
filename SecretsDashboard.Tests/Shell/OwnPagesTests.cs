using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Clients;
using SecretsDashboard.Data;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Shell;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Shell;

/// <summary>The pages under /personal and /shared: the same pages, with what applies to each role.</summary>
public sealed class OwnPagesTests : ComponentTest
{
    private Caller mia = default!;
    private Caller owner = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Services.AddSingleton(Database.Get<TokenStore>()).AddSingleton(Database.Get<Deliveries>()).AddSingleton<TimeProvider>(Database.Time).AddSingleton(new ClientFiles("/nowhere", "/nowhere"));
        (mia, owner) = (await Callers.MemberAsync(), await Callers.OwnerAsync());
    }

    [Fact]
    public async Task Navigation_ForEverybody_HasPersonalAndSharedAndTheirTabs()
    {
        await Given.ProjectAsync();
        await Callers.JoinAsync(mia, "bot", ProjectRole.Viewer);
        foreach (var (caller, tabs) in ((Caller, string[])[])[(mia, ["Secrets"]), (owner, ["Secrets", "Tokens", "Audit", "Settings"])])
        {
            var house = await Services.GetRequiredService<HouseReader>().ReadAsync(caller, CancellationToken.None);
            var menu = Render<NavMenu>(parameters => parameters.Add(menu => menu.House, house).Add(menu => menu.Path, "/personal/tokens"));
            Assert.Equal(["/", "/projects", "/secrets", "/personal", "/shared"], menu.FindAll("nav > ul:first-of-type a").Select(link => link.GetAttribute("href")).Take(5));
            Assert.Equal("/personal", menu.Find("a[aria-current=page]").GetAttribute("href"));
            Assert.Equal(house.Projects.Select(project => project.Address), menu.FindAll("ul[aria-label='Your projects'] a").Select(link => link.GetAttribute("href")));
            Assert.Equal(["Secrets", "Tokens", "Audit", "Settings"], house.Own[0].Tabs.Select(tab => tab.Name));
            Assert.Equal(tabs, house.Own[1].Tabs.Select(tab => tab.Name));
            Assert.All(house.Own.SelectMany(project => project.Tabs), tab => Assert.Matches("^/(personal|shared)(/|$)", tab.Address));
            Assert.Contains(house.Own[0].Hint!, Render<ProjectTabs>(parameters => parameters.Add(part => part.Project, house.Own[0])).Markup, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Personal_Empty_SaysWhatItIsForAndTakesAFirstSecret()
    {
        var screen = Open<SecretsPage>(mia, "/personal");

        screen.Heading("Add the first secret");
        Assert.Contains("yours alone", screen.Markup, StringComparison.Ordinal);
        screen.Button("Add Secret").Click();
        Assert.Equal("/personal/secrets", screen.Find("form").GetAttribute("data-address"));
        await Given.SecretInAsync(mia, ProjectAddress.Personal, "HERS", ("staging", "x"));
        screen = Open<SecretsPage>(mia, "/personal");
        Assert.Equal("HERS", screen.Rows().Single()[0]);
        screen.Button("Edit HERS").Click();
        Assert.Equal("/personal/secrets/HERS", screen.Find("form").GetAttribute("data-address"));
        Open<SecretsPage>(owner, "/personal").Heading("Add the first secret");
    }

    [Fact]
    public async Task Shared_AsAMember_ShowsKeysAndNoButton()
    {
        var empty = Open<SecretsPage>(mia, "/shared");
        empty.Heading("No secrets yet");
        Assert.Empty(empty.FindAll("button"));
        await Given.SecretInAsync(owner, ProjectAddress.Shared, "SMTP", ("production", "x"));

        var screen = Open<SecretsPage>(mia, "/shared");
        Assert.Equal("SMTP", screen.Rows().Single()[0]);
        Assert.False(screen.HasButton("Edit SMTP") || screen.HasButton("Delete SMTP") || screen.HasButton("Add Secret") || screen.HasButton("Import .env"));
        Open<TokensPage>(mia, "/shared/tokens").Heading("Only owners and admins see tokens");
        Assert.Empty(Open<SettingsPage>(mia, "/shared/settings").FindAll("button, input, select"));
        Assert.True(Open<SecretsPage>(owner, "/shared").HasButton("Edit SMTP"));
    }

    [Theory]
    [InlineData("/personal")]
    [InlineData("/shared")]
    public async Task Settings_HideWhatDoesNotApplyAndSaveTheRest(string place)
    {
        var screen = Open<SettingsPage>(owner, $"{place}/settings");

        Assert.Empty(screen.Fields("Name"));
        Assert.False(screen.HasButton("Delete project") || screen.Markup.Contains("Protected: Production", StringComparison.Ordinal));
        screen.Field("Show first and last characters").Change(true);
        screen.FindAll("form")[0].Submit();
        screen.WaitForAssertion(() => Assert.Equal(["Settings saved"], Notices));
        screen.Field("New environment").Change("Review");
        screen.FindAll("form")[^1].Submit();
        screen.WaitForAssertion(() => Assert.True(screen.HasButton("Rename Review")));
        Assert.True((await Database.Get<ProjectStore>().GetAsync(owner, place, CancellationToken.None)).ShowEnds);
    }

    [Theory]
    [InlineData("/personal", "personal")]
    [InlineData("/shared", "shared")]
    public void Tokens_NewOne_IsPostedThereAndNamedAfterIt(string place, string name)
    {
        var screen = Open<TokensPage>(owner, $"{place}/tokens");

        screen.Button("New token").Click();
        Assert.Equal($"{place}/tokens", screen.Find("form").GetAttribute("data-address"));
        var shown = Render<MintedToken>(parameters => parameters.Add(part => part.Token, Guid.NewGuid()).Add(part => part.Project, place));
        Assert.Contains($"/etc/{name}.token", shown.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<T> Open<T>(Caller caller, string address)
        where T : IComponent
    {
        SignIn(caller);
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(address);
        var screen = Render<T>();
        screen.WaitForAssertion(() => Assert.DoesNotContain("Loading…", screen.Markup, StringComparison.Ordinal));
        return screen;
    }
}
