using Bunit;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Data;
using SecretsDashboard.Settings;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Tests.Settings;

/// <summary>The one switch of the instance: it says who lacks a factor, and goes back where it is refused.</summary>
public sealed class InstanceSettingsPageTests : ComponentTest
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Services.AddSingleton(Database.Get<SettingsStore>());
    }

    [Fact]
    public async Task Switch_OwnerWithoutAFactor_GoesBackAndSaysWhatToDo()
    {
        SignIn(await Callers.OwnerAsync());
        var page = Render<SettingsPage>();
        page.WaitForAssertion(() => Assert.Contains("At the moment one person has none.", page.Markup, StringComparison.Ordinal));

        await page.InvokeAsync(() => page.Field("Require a second factor").Change(true));

        page.WaitForAssertion(() => Assert.Contains("Set up a second factor for yourself first", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.False(page.Field("Require a second factor").HasAttribute("checked"));
        Assert.Equal("/account", page.Find("a.mud-button").GetAttribute("href"));
        Assert.Empty(Notices);
    }

    [Fact]
    public async Task Switch_OwnerWithAFactor_TurnsItOnAndSaysSo()
    {
        var owner = await Callers.OwnerAsync();
        await Phone.SetUpAsync(Database.Services, owner);
        SignIn(owner);
        var page = Render<SettingsPage>();
        page.WaitForAssertion(() => Assert.Contains("At the moment everybody has one.", page.Markup, StringComparison.Ordinal));

        await page.InvokeAsync(() => page.Field("Require a second factor").Change(true));

        page.WaitForAssertion(() => Assert.True(page.Field("Require a second factor").HasAttribute("checked")));
        Assert.Equal(["A second factor is required now"], Notices);
    }

    [Fact]
    public async Task Switch_LongAfterSignIn_AsksFirstAndGoesBackUntilThen()
    {
        var owner = await Callers.OwnerAsync();
        await Phone.SetUpAsync(Database.Services, owner);
        SignIn(owner);
        var page = Render<SettingsPage>();
        page.WaitForAssertion(() => Assert.Contains("At the moment everybody has one.", page.Markup, StringComparison.Ordinal));
        Database.Time.Advance(Session.Confirmed);

        await page.InvokeAsync(() => page.Field("Require a second factor").Change(true));

        page.WaitForAssertion(() => Assert.NotNull(page.Dialog("Confirm it is you")));
        Assert.False(page.Field("Require a second factor").HasAttribute("checked"));
        await Database.ArrangeAsync(db => db.Sessions.Single().ConfirmedAt = Database.Time.Now);
        await page.InvokeAsync(() => page.Find("form").TriggerEvent("onformsaved", new FormSavedEventArgs()));
        page.WaitForAssertion(() => Assert.True(page.Field("Require a second factor").HasAttribute("checked")));
        Assert.Empty(page.FindAll("dialog"));
    }
}
