using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>How the page of secrets is shown: groups, the address, and what can be pressed in a cell by whom.</summary>
public sealed class SecretsViewTests : ComponentTest
{
    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
        SignIn(manager);
    }

    [Fact]
    public async Task Groups_Wished_StandUnderTheirPrefixWhileSortedByKey()
    {
        for (var number = 0; number < 29; number++)
        {
            await Given.SecretAsync(manager, $"AWS_{number:D2}", ("development", "one"));
        }
        Assert.Empty(RenderPage().Fields("Group by prefix"));
        await Given.SecretAsync(manager, "LONELY_ONE", ("development", "one"));
        var screen = RenderPage();
        Assert.Equal(30, screen.Rows().Count);

        screen.Field("Group by prefix").Change(true);

        Assert.Equal(["AWS_ 29", "AWS_00", "AWS_01"], screen.Rows().Select(row => row[0]).Take(3));
        Assert.Equal(31, screen.Rows().Count);
        Assert.Equal("LONELY_ONE", screen.Rows()[^1][0]);
        screen.Button("Changed").Click();
        Assert.Equal(30, screen.Rows().Count);
    }

    [Fact]
    public async Task Address_Opened_ShowsWhatItSays()
    {
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"));
        await Given.SecretAsync(manager, "BOT_TOKEN", ("production", "one"));
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/projects/bot?missing=development&secret=API_KEY");

        var screen = RenderPage();

        Assert.Equal(["BOT_TOKEN"], screen.Rows().Select(row => row[0]));
        Assert.Contains("1 of 2", screen.Markup, StringComparison.Ordinal);
        Assert.Equal("Secret API_KEY", screen.Find("secret-panel section").GetAttribute("aria-label"));
        Assert.Empty(screen.FindAll("[aria-current=true]"));
        screen.Button("BOT_TOKEN").Click();
        Assert.Equal("BOT_TOKEN", screen.Find("tr.is-open [aria-current=true]").GetAttribute("aria-label"));
        screen.Button("Close panel").Click();
        Assert.Empty(screen.FindAll("secret-panel"));
        screen.Button("Clear").Click();
        Assert.Equal("/projects/bot", new Uri(Services.GetRequiredService<BunitNavigationManager>().Uri).PathAndQuery);
    }

    [Fact]
    public async Task NotSet_WhereThePersonMayNotChange_IsNoButton()
    {
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"));
        await Given.ProtectAsync("production");
        SignIn(await Callers.EditorOfAsync("bot"));

        var screen = RenderPage();

        Assert.True(screen.HasButton("Not set: set API_KEY in Staging"));
        Assert.False(screen.HasButton("Not set: set API_KEY in Production"));
        SignIn(await Callers.ViewerOfAsync("bot"));
        Assert.False(RenderPage().HasButton("Not set: set API_KEY in Staging"));
    }

    private IRenderedComponent<SecretsPage> RenderPage() => Render<SecretsPage>(parameters => parameters.Add(page => page.Project, "bot"));
}
