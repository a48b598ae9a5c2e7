using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Shell;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Shell;

/// <summary>The palette: groups, the active choice, and where Enter and a click lead.</summary>
public sealed class PaletteTests : ComponentTest
{
    private const string Box = "Search everything";

    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "API_KEY", ("development", "hush"));
        SignIn(manager);
    }

    [Fact]
    public async Task Opened_ShowsWhereOneMayGo_TheFirstActive()
    {
        var screen = await OpenAsync();

        Assert.Equal(["Pages", "Projects"], Groups(screen));
        Assert.Equal(["Overview", "Projects", "Personal", "Shared", "Members", "Audit log", "Your account Password, second factor, sessions", "Bot bot"], screen.FindAll("[role=option]").Select(Screen.TextOf));
        Assert.Equal("Overview", Active(screen));
        Assert.NotNull(screen.Field(Box).GetAttribute("aria-activedescendant"));
    }

    [Fact]
    public async Task Arrows_MoveTheActiveChoice_RoundAndRound()
    {
        var screen = await OpenAsync();

        await PressAsync(screen, "ArrowDown");
        Assert.Equal("Projects", Active(screen));
        await PressAsync(screen, "ArrowUp");
        await PressAsync(screen, "ArrowUp");
        Assert.Equal("Bot bot", Active(screen));
        await PressAsync(screen, "ArrowDown");
        Assert.Equal("Overview", Active(screen));
    }

    [Fact]
    public async Task Enter_GoesToTheActiveChoice_AndStartsAnew()
    {
        var screen = await OpenAsync();
        await screen.TypeAsync(Box, "api");
        screen.WaitForAssertion(() => Assert.Equal(["Secrets"], Groups(screen)));
        Assert.Equal("API_KEY Bot", Active(screen));

        await PressAsync(screen, "Enter");

        Assert.Equal("/projects/bot?search=API_KEY", Where);
        Assert.Empty(screen.FindAll("[role=option]"));
        Assert.DoesNotContain("hush", screen.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enter_BeforeTheAnswer_GoesToItsFirst()
    {
        var screen = await OpenAsync();
        await screen.InvokeAsync(() =>
        {
            screen.Field(Box).Input("api");
            screen.Field(Box).KeyDown("Enter");
        });

        screen.WaitForAssertion(() => Assert.Equal("/projects/bot?search=API_KEY", Where));
    }

    [Fact]
    public async Task Typing_NewestQuestion_Wins()
    {
        var screen = await OpenAsync();
        await screen.InvokeAsync(() =>
        {
            screen.Field(Box).Input("nothing like it");
            screen.Field(Box).Input("api");
        });
        Assert.Equal(["Pages", "Projects"], Groups(screen));

        screen.WaitForAssertion(() => Assert.Equal(["Secrets"], Groups(screen)));
    }

    [Fact]
    public async Task Click_GoesThere()
    {
        var screen = await OpenAsync();

        screen.FindAll("[role=option]")[^1].Click();

        Assert.Equal("/projects/bot", Where);
    }

    [Fact]
    public async Task Nothing_Found_IsSaid()
    {
        var screen = await OpenAsync();

        await screen.TypeAsync(Box, "nothing like it");

        screen.WaitForAssertion(() => Assert.StartsWith("Nothing you may see fits this.", Screen.TextOf(screen.Find("[role=status]")), StringComparison.Ordinal));
        Assert.Null(screen.Field(Box).GetAttribute("aria-activedescendant"));
        Assert.Null(screen.Field(Box).GetAttribute("aria-activedescendant"));
        await PressAsync(screen, "ArrowDown");
        await PressAsync(screen, "Enter");
        Assert.Equal("/", Where);
    }

    [Fact]
    public async Task Many_Found_SaysThatThereAreMore()
    {
        for (var number = 10; number < 20; number++)
        {
            await Given.SecretAsync(manager, $"TOKEN_{number}", ("development", "hush"));
        }
        var screen = await OpenAsync();

        await screen.TypeAsync(Box, "token_");

        screen.WaitForAssertion(() => Assert.Equal(["Secrets and more: type on"], Groups(screen)));
        Assert.Equal(8, screen.FindAll("[role=option]").Count);
    }

    private string Where => new Uri(Services.GetRequiredService<Bunit.TestDoubles.BunitNavigationManager>().Uri).PathAndQuery;

    private static IEnumerable<string> Groups(IRenderedComponent<Palette> screen) =>
        screen.FindAll("[role=group]").Select(group => Screen.TextOf(screen.Find($"#{group.GetAttribute("aria-labelledby")}")));

    /// <summary>The one option that the field and the list both call the active one.</summary>
    private static string Active(IRenderedComponent<Palette> screen)
    {
        var option = Assert.Single(screen.FindAll("[role=option][aria-selected=true]"));
        Assert.Equal(option.Id, screen.Field(Box).GetAttribute("aria-activedescendant"));
        return Screen.TextOf(option);
    }

    private static Task PressAsync(IRenderedComponent<Palette> screen, string key) => screen.InvokeAsync(() => screen.Field(Box).KeyDown(key));

    private async Task<IRenderedComponent<Palette>> OpenAsync()
    {
        var screen = Render<Palette>();
        Assert.Empty(screen.FindAll("[role=option]"));
        await screen.TypeAsync(Box, "");
        screen.WaitForAssertion(() => Assert.NotEmpty(screen.FindAll("[role=option]")));
        return screen;
    }
}
