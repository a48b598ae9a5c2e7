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
        Services.AddSingleton(Database.Get<HealthReader>());
        Services.AddSingleton(Database.Get<SiteAddress>());
    }

    [Fact]
    public async Task Switch_OwnerWithoutAFactor_SaysBeforehandWhyItCannotBeTurnedOn()
    {
        SignIn(await Callers.OwnerAsync());
        var page = Render<SettingsPage>();
        page.WaitForAssertion(() => Assert.Contains("At the moment one person has none.", page.Markup, StringComparison.Ordinal));

        var toggle = page.Field("Require a second factor");

        Assert.True(toggle.HasAttribute("disabled"));
        Assert.Contains("second-factor-message", toggle.GetAttribute("aria-describedby")!.Split(' '));
        Assert.Equal("Set up a second factor for yourself first.", Screen.TextOf(page.Find("#second-factor-message")));
        Assert.Equal("/account#authenticator-app", page.Find("a.mud-button").GetAttribute("href"));
    }

    [Fact]
    public async Task Switch_FactorGoneSinceThePageWasOpened_GoesBackAndSaysWhatToDo()
    {
        var owner = await Callers.OwnerAsync();
        await Phone.SetUpAsync(Database.Services, owner);
        SignIn(owner);
        var page = Render<SettingsPage>();
        page.WaitForAssertion(() => Assert.False(page.Field("Require a second factor").HasAttribute("disabled")));
        await Database.ArrangeAsync(db => db.Authenticators.RemoveRange(db.Authenticators));

        await page.InvokeAsync(() => page.Field("Require a second factor").Change(true));

        page.WaitForAssertion(() => Assert.Contains("Set up a second factor for yourself first", Screen.TextOf(page.Find("#second-factor-message")), StringComparison.Ordinal));
        Assert.False(page.Field("Require a second factor").HasAttribute("checked"));
        Assert.Empty(Notices);
    }

    [Fact]
    public async Task Page_SaysWhatTheServerIsAndHowItStands()
    {
        SignIn(await Callers.OwnerAsync());

        var page = Render<SettingsPage>();

        page.WaitForAssertion(() => Assert.Equal(["General", "Health", "Sign-in", "Limits"], page.FindAll("h2").Select(Screen.TextOf)));
        var text = Screen.TextOf(page.Find(".settings"));
        Assert.All([TestDatabase.Origin, ProgramVersion.Text, "1 person, 0 projects", "Limits:TokenRequestsPerSecond", "100 a second"], each => Assert.Contains(each, text, StringComparison.Ordinal));
        Assert.Equal(["Master key", "Database", "Write-ahead log", "Disk", "Stored values", "Record of deliveries", "Audit log", "Clock"], page.FindAll(".health h3").Select(Screen.TextOf));
        Assert.All(page.FindAll(".health li"), line => Assert.Contains(Screen.TextOf(line.QuerySelector(".tag")!), (string[])["OK", "Warning", "Failing"]));
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
