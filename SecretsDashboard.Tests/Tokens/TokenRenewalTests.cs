using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Tokens;

/// <summary>A token that expired, or is about to, leads to a new one like it.</summary>
public sealed class TokenRenewalTests : ComponentTest
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
    public async Task Expired_Token_IsRenewedWithItsNameAndRights()
    {
        await Database.Get<TokenStore>().MintAsync(manager, "bot", new TokenForm { Name = "web server", Environment = "staging", List = true, Write = true, Days = "7", Addresses = "10.0.0.0/8" }, default);
        await MintAsync("live one");
        await MintAsync("ended");
        await RevokeAsync("ended");
        Database.Time.Advance(TimeSpan.FromDays(8));
        SignIn(await Callers.SessionAsync(manager.UserId));
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/projects/bot/tokens?ended=shown");
        var screen = RenderPage();
        Assert.Equal("1 live", Screen.TextOf(screen.Find(".bar p")));
        Assert.Equal(["Renew web server"], screen.FindAll("button[aria-label^=Renew]").Select(button => button.GetAttribute("aria-label")));

        screen.Button("Renew web server").Click();

        screen.Dialog("New token");
        Assert.Equal(("web server", "10.0.0.0/8"), (screen.Field("Name").GetAttribute("value"), screen.Field("Allowed addresses").GetAttribute("value")));
        Assert.Equal("staging", screen.Field("Environment").QuerySelector("option[selected]")!.GetAttribute("value"));
        Assert.Equal([false, true, true], ((string[])["Read values", "List names", "Change values"]).Select(label => screen.Field(label).HasAttribute("checked")));
        Assert.Contains("web server expired", Screen.TextOf(screen.Find("dialog form")), StringComparison.Ordinal);
        screen.Dialog("New token").TriggerEvent("onclose", EventArgs.Empty);
        screen.Buttons("New token")[0].Click();
        Assert.True(string.IsNullOrEmpty(screen.Field("Name").GetAttribute("value")));
    }

    [Fact]
    public async Task Expired_TokenThatWasRenewed_HasNothingToPress()
    {
        await MintAsync("web server");
        Database.Time.Advance(TimeSpan.FromDays(91));
        manager = await Callers.SessionAsync(manager.UserId);
        SignIn(manager);
        await MintAsync("web server");
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/projects/bot/tokens?ended=shown");

        var screen = RenderPage();

        Assert.Equal(["web server", "web server"], Names(screen));
        Assert.False(screen.HasButton("Renew web server"));
        Assert.True(screen.HasButton("Revoke web server"));
    }

    [Fact]
    public async Task Renew_InTheAddress_OpensTheDialogOnce()
    {
        var text = await MintAsync("web server");
        await MintAsync("web server 2");
        Database.Time.Advance(TimeSpan.FromDays(77));
        SignIn(await Callers.SessionAsync(manager.UserId));
        var screen = RenderPage();
        Assert.Equal($"/projects/bot/tokens?renew={text[4..16]}", screen.Find("a[aria-label='Renew web server']").GetAttribute("href"));
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo($"/projects/bot/tokens?renew={text[4..16]}");

        screen = RenderPage();

        screen.Dialog("New token");
        Assert.Equal("web server 3", screen.Field("Name").GetAttribute("value"));
        Assert.Contains("then revoke the old one", Screen.TextOf(screen.Find("dialog form")), StringComparison.Ordinal);
        screen.Dialog("New token").TriggerEvent("onclose", EventArgs.Empty);
        Assert.False(screen.HasDialog());
        Assert.Equal("/projects/bot/tokens", new Uri(Services.GetRequiredService<BunitNavigationManager>().Uri).PathAndQuery);
    }

    private async Task<string> MintAsync(string name) =>
        (await Database.Get<TokenStore>().MintAsync(manager, "bot", new TokenForm { Name = name, Environment = "production", Read = true, Days = "90" }, default)).Token!;

    private async Task RevokeAsync(string name) => await Database.Get<TokenStore>().RevokeAsync(
        manager, "bot", (await Database.Get<TokenStore>().ListAsync(manager, "bot", default)).Tokens.Single(token => token.Name == name).Id, default);

    private static IEnumerable<string?> Names(IRenderedComponent<TokensPage> screen) => screen.FindAll("[role=rowheader]").Select(name => name.GetAttribute("aria-label"));

    private IRenderedComponent<TokensPage> RenderPage() => Render<TokensPage>(parameters => parameters.Add(page => page.Project, "bot"));
}
