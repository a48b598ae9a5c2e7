using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Clients;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Tokens;

/// <summary>The tokens page and its dialogs: who sees what, and that a delivery and a revocation show at once.</summary>
public sealed class TokensPageTests : ComponentTest
{
    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Services.AddSingleton(Database.Get<TokenStore>()).AddSingleton(Database.Get<Deliveries>()).AddSingleton<TimeProvider>(Database.Time);
        manager = await Given.ProjectAsync();
        SignIn(manager);
    }

    [Fact]
    public async Task Page_ForAnEditor_ShowsNoTokenAndNoButton()
    {
        await MintAsync("web server");
        SignIn(await Callers.EditorOfAsync("bot"));

        var screen = RenderPage();

        screen.Heading("Only managers see tokens");
        Assert.Empty(screen.FindAll("button, table"));
    }

    [Fact]
    public void NewToken_Dialog_AsksForWhatATokenIs()
    {
        var screen = RenderPage();

        screen.Heading("Let a program in");
        screen.Buttons("New token")[0].Click();

        screen.Dialog("New token");
        Assert.All((string[])["Name", "Environment", "Read values", "List names", "Change values", "Expires", "Allowed addresses"], label => screen.Field(label));
        Assert.Equal((true, true, false), (Ticked("Read values"), Ticked("List names"), Ticked("Change values")));
        Assert.Equal(["In 7 days", "In 30 days", "In 90 days", "In 1 year", "On a date…"], screen.Field("Expires").QuerySelectorAll("option").Select(Screen.TextOf));
        Assert.Equal("90", screen.Field("Expires").QuerySelector("option[selected]")!.GetAttribute("value"));
        screen.WaitForAssertion(() => Assert.Equal(3, screen.FindAll("token-reach").Count));
        Assert.Equal(["Development", "Staging", "Production"], screen.Field("Environment").QuerySelectorAll("option").Select(Screen.TextOf));
        screen.Button("Create token");
        screen.Button("Cancel");

        bool Ticked(string label) => screen.Field(label).HasAttribute("checked");
    }

    [Fact]
    public async Task Table_Token_ShowsItsIdAndNeverTheToken()
    {
        var text = await MintAsync("web server");

        var screen = RenderPage();

        Assert.Equal(["Name", "Environment", "Rights", "Expires", "Last used", "Created", "Actions"], screen.Columns());
        var row = Assert.Single(screen.Rows());
        Assert.Equal(("web server", "Production", "Read", "Never"), (row[0], row[1], row[2], row[4]));
        Assert.Equal($"{text[..16]}_…", Screen.TextOf(screen.Find("[role=rowheader] .code")));
        Assert.DoesNotContain(text[17..], screen.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delivery_WhileThePageIsOpen_ShowsAtOnce()
    {
        var text = await MintAsync("web server");
        var screen = RenderPage();

        Database.Get<Deliveries>().Tell(new Delivery(Database.Get<TokenRegistry>().Find(text)!.Id, 3, Database.Time.Now, "192.0.2.9"));

        screen.WaitForAssertion(() => Assert.Equal("from 192.0.2.9", screen.Rows()[0][4]));
    }

    [Fact]
    public async Task Revoke_Confirmed_EndsTheTokenAndSaysSo()
    {
        var text = await MintAsync("web server");
        var screen = RenderPage();

        screen.Button("Revoke web server").Click();
        Assert.Contains("Revoke web server? Programs that use it are refused at once.", Screen.TextOf(screen.Dialog("Revoke token")), StringComparison.Ordinal);
        screen.Button("Revoke").Click();

        screen.WaitForAssertion(() => screen.Heading("No token is live"));
        Assert.False(screen.HasDialog());
        Assert.Equal(["web server revoked"], Notices);
        Assert.Null(Database.Get<TokenRegistry>().Find(text));
    }

    [Fact]
    public async Task Ended_Tokens_AreShownWhereTheyAreAskedFor()
    {
        await MintAsync("web server");
        var revoked = await MintAsync("old server");
        await RevokeAsync("old server");

        var screen = RenderPage();
        Assert.Equal(["web server"], Names(screen));
        Assert.Equal("/projects/bot/tokens?ended=shown", screen.Find("a").GetAttribute("href"));
        Assert.Equal("Show 1 ended", Screen.TextOf(screen.Find("a")));

        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/projects/bot/tokens?ended=shown");
        screen = RenderPage();
        Assert.Equal(["web server", "old server"], Names(screen));
        Assert.StartsWith("Revoked", screen.Rows()[1][3], StringComparison.Ordinal);
        Assert.Equal("Hide ended", Screen.TextOf(screen.Find("a")));
        Assert.NotNull(revoked);
    }

    [Fact]
    public async Task Ended_TokenThatIsStillShown_IsRedInTheList()
    {
        var text = await MintAsync("web server");
        await RevokeAsync("web server");
        await Database.Get<TokenGuard>().RecordTurnedAwayAsync(text, System.Net.IPAddress.Parse("192.0.2.7"), "request");

        var screen = RenderPage();

        Assert.StartsWith("Still asks:", Screen.TextOf(screen.Find(".mud-chip-color-error")), StringComparison.Ordinal);
        Assert.EndsWith("from 192.0.2.7", screen.Rows()[0][4], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(77, true)]
    [InlineData(75, false)]
    public async Task Live_TokenThatEndsSoon_IsMarked(int later, bool isMarked)
    {
        await MintAsync("web server");
        Database.Time.Advance(TimeSpan.FromDays(later));
        SignIn(await Callers.SessionAsync(manager.UserId));
        Assert.Equal(isMarked, RenderPage().FindAll(".mud-chip-color-warning").Count == 1);
    }

    [Fact]
    public async Task Minted_RefusedThenDelivered_SaysBoth()
    {
        Services.AddSingleton(new ClientFiles("/nowhere", "/nowhere"));
        var text = await MintAsync("web server");
        var id = Database.Get<TokenRegistry>().Find(text)!.Id;
        var screen = Render<MintedToken>(parameters => parameters.Add(page => page.Token, id).Add(page => page.Project, "bot"));
        Assert.Equal("Waiting for the first delivery…", Arrival());
        Database.Get<Deliveries>().Tell(new RefusedToken(Guid.NewGuid(), AccessDeniedException.RightMissing, Database.Time.Now, "192.0.2.1"));

        await Database.Get<TokenGuard>().RefuseAsync(new TokenCaller(Database.Get<TokenRegistry>().Find(text)!, "192.0.2.9", "request"), AccessDeniedException.RightMissing);
        screen.WaitForAssertion(() => Assert.Equal("Refused at from 192.0.2.9: the token lacks the right for it", Arrival()));
        Database.Get<Deliveries>().Tell(new Delivery(id, 3, Database.Time.Now, "192.0.2.9") { Program = TokenCaller.ProgramOf("secrets/1.0.0 (more)") });
        screen.WaitForAssertion(() => Assert.Equal("Received 3 secrets at from 192.0.2.9, by secrets/1.0.0", Arrival()));
        Database.Get<Deliveries>().Tell(new RefusedToken(id, AccessDeniedException.TokenEnded, Database.Time.Now, "192.0.2.9"));
        Assert.StartsWith("Received", Arrival(), StringComparison.Ordinal);

        string Arrival() => Screen.TextOf(screen.Find("[role=status]"));
    }

    [Theory]
    [InlineData("curl/8.5.0", "curl/8.5.0")]
    [InlineData("<b>bold</b>", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("a123456789b123456789c123456789d123456789e", null)]
    public void Program_NamesItself_OnlyInPlainWords(string? agent, string? shown) => Assert.Equal(shown, TokenCaller.ProgramOf(agent));

    [Fact]
    public async Task Revoke_RightLostMeanwhile_SaysSoAndKeepsTheDialog()
    {
        var text = await MintAsync("web server");
        var screen = RenderPage();
        screen.Button("Revoke web server").Click();
        SignIn(await Callers.EditorOfAsync("bot"));

        screen.Button("Revoke").Click();

        screen.WaitForAssertion(() => Assert.Contains("It is gone already, or you may not revoke it.", screen.Markup, StringComparison.Ordinal));
        Assert.NotNull(Database.Get<TokenRegistry>().Find(text));
    }

    private async Task<string> MintAsync(string name) =>
        (await Database.Get<TokenStore>().MintAsync(manager, "bot", new TokenForm { Name = name, Environment = "production", Read = true, Days = "90" }, default)).Token!;

    private async Task RevokeAsync(string name) => await Database.Get<TokenStore>().RevokeAsync(
        manager, "bot", (await Database.Get<TokenStore>().ListAsync(manager, "bot", default)).Tokens.Single(token => token.Name == name).Id, default);

    private static IEnumerable<string?> Names(IRenderedComponent<TokensPage> screen) => screen.FindAll("[role=rowheader]").Select(name => name.GetAttribute("aria-label"));

    private IRenderedComponent<TokensPage> RenderPage() => Render<TokensPage>(parameters => parameters.Add(page => page.Project, "bot"));
}
