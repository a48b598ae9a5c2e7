using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>The check in the panel of a secret: how one comes to it, what it asks and how it answers.</summary>
public sealed class SecretPanelCheckTests : ComponentTest
{
    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "API_KEY", ("production", "synthetic"));
        SignIn(manager);
    }

    [Fact]
    public async Task Opened_AnswersLineByLine_AndLeadsToWhatMendsIt()
    {
        await Given.TokenAsync(manager, "bot", "web", "production");
        var screen = Open();

        Assert.Equal(["Development", "Staging", "Production"], screen.Field("Environment").QuerySelectorAll("option").Select(Screen.TextOf));
        Assert.Equal("production", screen.Field("Environment").QuerySelector("option[selected]")!.GetAttribute("value"));
        Assert.Equal(["web"], screen.Field("Token of the program").QuerySelectorAll("option").Select(Screen.TextOf));
        Assert.Equal(["OK", "OK", "OK", "OK", "OK", "Look here"], Words(screen));
        Assert.Contains("secrets run --only API_KEY -- sh -c", screen.Find(".command code").TextContent, StringComparison.Ordinal);
        Assert.Equal(screen.Find(".command code").TextContent, screen.Button("Copy the line").GetAttribute("data-copies"));

        screen.Field("Environment").Change("staging");

        screen.WaitForAssertion(() => Assert.Equal(["Look here", "OK", "Look here"], Words(screen)));
        Assert.Empty(screen.Fields("Token of the program"));
        Assert.Equal("/projects/bot/tokens", screen.Find(".checks a").GetAttribute("href"));
        screen.Button("Set it in Values").Click();
        screen.WaitForAssertion(() => Assert.Single(screen.FindAll(".places")));
    }

    [Fact]
    public async Task Token_Chosen_IsTheOneLookedAt()
    {
        await Given.TokenAsync(manager, "bot", "first", "production");
        var second = await Given.TokenAsync(manager, "bot", "second", "production");
        var screen = Open();

        screen.Field("Token of the program").Change($"{second.Token.Id}");

        screen.WaitForAssertion(() => Assert.Contains("second is live. It expires", screen.Find(".checks").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CheckedAgain_TellsWhatIsNow()
    {
        var screen = Open();
        Assert.Equal(["OK", "OK", "Look here"], Words(screen));
        await Given.TokenAsync(manager, "bot", "web", "production");

        screen.Button("Check again").Click();

        screen.WaitForAssertion(() => Assert.Equal(6, Words(screen).Count));
    }

    [Fact]
    public async Task ForAViewer_ShowsNoToken()
    {
        await Given.TokenAsync(manager, "bot", "web-server", "production");
        SignIn(await Callers.ViewerOfAsync("bot"));

        var screen = Open();

        Assert.Equal(["OK", "OK", "Look here", "Unknown"], Words(screen));
        Assert.Empty(screen.Fields("Token of the program"));
        Assert.DoesNotContain("web-server", screen.Markup, StringComparison.Ordinal);
        screen.Button("Back").Click();
        screen.WaitForAssertion(() => Assert.True(screen.HasButton("A program does not get it?")));
    }

    private static List<string> Words(IRenderedComponent<SecretsPage> screen) => [.. screen.FindAll(".checks > li > strong").Select(Screen.TextOf)];

    private IRenderedComponent<SecretsPage> Open()
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/projects/bot?secret=API_KEY");
        var screen = Render<SecretsPage>(parameters => parameters.Add(page => page.Project, "bot"));
        screen.WaitForAssertion(() => Assert.True(screen.HasButton("A program does not get it?")));
        screen.Button("A program does not get it?").Click();
        screen.WaitForAssertion(() => Assert.Single(screen.FindAll(".checks")));
        return screen;
    }
}
