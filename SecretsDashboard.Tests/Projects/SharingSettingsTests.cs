using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Projects;

/// <summary>The list <i>Delivered to</i> on the page: owners choose, admins see, and the secrets page says what was chosen.</summary>
public sealed class SharingSettingsTests : ComponentTest
{
    private Caller owner = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        owner = await Callers.OwnerAsync();
        await Given.ProjectAsync();
        await Given.ProjectAsync("shop", "Shop");
    }

    [Fact]
    public void List_ChosenByAnOwner_IsStoredAndSaidOnThePage()
    {
        Assert.Equal("Delivered to all team projects. Change", LineFor(owner));
        var screen = Open(owner);
        screen.Heading("Delivered to");
        Assert.Empty(screen.Fields("Shop shop"));

        screen.Field("Chosen projects").Change("on");
        // it begins with what is delivered today
        Assert.All(["Bot bot", "Shop shop"], label => Assert.True(screen.Field(label).HasAttribute("checked")));
        screen.Field("Bot bot").Change(false);
        screen.Find("#delivered-to form").Submit();

        screen.WaitForAssertion(() => Assert.Equal(["Delivered to 1 project"], Notices));
        Assert.Equal("Delivered to 1 project: Shop. Change", LineFor(owner));
        screen = Open(owner);
        Assert.Equal((false, true), (screen.Field("Bot bot").HasAttribute("checked"), screen.Field("Shop shop").HasAttribute("checked")));
    }

    [Fact]
    public async Task List_ForAnAdmin_IsShownAndNotChanged()
    {
        var admin = await Callers.AdminAsync();
        await Database.Get<SharingStore>().ChooseAsync(owner, null, false, ["bot"], default);

        var screen = Open(admin);

        Assert.True(screen.Field("Bot bot").Closest("fieldset")!.HasAttribute("disabled"));
        Assert.False(screen.HasButton("Save list"));
        Assert.Equal("Delivered to 1 project: Bot.", LineFor(admin));
        Assert.Equal("Delivered to 1 project that you are not in.", LineFor(await Callers.MemberAsync()));
    }

    [Fact]
    public async Task List_ChangedMeanwhile_SaysSoAndShowsIt()
    {
        var screen = Open(owner);
        await Database.Get<SharingStore>().ChooseAsync(await Callers.OwnerAsync(), null, false, ["bot"], default);

        screen.Field("Chosen projects").Change("on");
        screen.Field("Bot bot").Change(false);
        screen.Find("#delivered-to form").Submit();

        screen.WaitForAssertion(() => Assert.Contains("Somebody changed this list meanwhile", Screen.TextOf(screen.Find("#delivered-to [role=alert]")), StringComparison.Ordinal));
        Assert.Equal((true, false), (screen.Field("Bot bot").HasAttribute("checked"), screen.Field("Shop shop").HasAttribute("checked")));
        Assert.Equal("Delivered to 1 project: Bot. Change", LineFor(owner));
    }

    private IRenderedComponent<SettingsPage> Open(Caller caller)
    {
        SignIn(caller);
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/shared/settings");
        return Render<SettingsPage>();
    }

    private string LineFor(Caller caller)
    {
        SignIn(caller);
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/shared");
        return string.Join(' ', Render<SecretsPage>().Find(".sharing").Children.Select(Screen.TextOf));
    }
}
