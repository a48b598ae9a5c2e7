using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
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
        Assert.Equal("90", screen.Field("Expires").GetAttribute("value"));
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

        Assert.Equal(["Name", "Token", "Environment", "Rights", "Expires", "Last used", "Created", "Actions"], screen.Columns());
        var row = Assert.Single(screen.Rows());
        Assert.Equal(("web server", $"{text[..16]}_…", "Production", "read", "Never"), (row[0], row[1], row[2], row[3], row[5]));
        Assert.DoesNotContain(text[17..], screen.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delivery_WhileThePageIsOpen_ShowsAtOnce()
    {
        var text = await MintAsync("web server");
        var screen = RenderPage();

        Database.Get<Deliveries>().Tell(new Delivery(Database.Get<TokenRegistry>().Find(text)!.Id, 3, Database.Time.Now, "192.0.2.9"));

        screen.WaitForAssertion(() => Assert.Equal("from 192.0.2.9", screen.Rows()[0][5]));
    }

    [Fact]
    public async Task Revoke_Confirmed_EndsTheTokenAndSaysSo()
    {
        var text = await MintAsync("web server");
        var screen = RenderPage();

        screen.Button("Revoke web server").Click();
        Assert.Contains("Revoke web server? Programs that use it are refused at once.", Screen.TextOf(screen.Dialog("Revoke token")), StringComparison.Ordinal);
        screen.Button("Revoke").Click();

        screen.WaitForAssertion(() => Assert.Equal("Revoked", screen.Rows()[0][4]));
        Assert.False(screen.HasDialog());
        Assert.Equal(["web server revoked"], Notices);
        Assert.Null(Database.Get<TokenRegistry>().Find(text));
    }

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

    private IRenderedComponent<TokensPage> RenderPage() => Render<TokensPage>(parameters => parameters.Add(page => page.Project, "bot"));
}
