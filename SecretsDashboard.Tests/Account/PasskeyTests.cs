using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Members;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Tests.Account;

/// <summary>People join, sign in and confirm with a passkey, and with nothing that only looks like one.</summary>
public sealed class PasskeyTests : DatabaseTest
{
    private readonly BareBrowser browser = new();
    private readonly Device device = new();
    private Caller owner = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        owner = await Callers.OwnerAsync();
    }

    [Fact]
    public async Task Join_WithAPasskey_MakesAPersonWithoutAPasswordWhoSignsInWithIt()
    {
        var joined = await JoinAsync(await CodeAsync());

        var ids = SessionClaims.Read(joined.Principal)!.Value;
        var person = await Database.ReadAsync(db => db.Users.SingleAsync(user => user.Id == ids.User));
        Assert.Equal(("Grace Hopper", "grace@example.com", InstanceRole.Member, null), (person.Name, person.Email, person.Role, person.PasswordHash));
        Assert.Equal(["Chrome on Linux"], (await Database.Get<PasskeyStore>().ListAsync(new Caller(ids.User, ids.Session, null, "r"), None)).Select(passkey => passkey.Name));
        Assert.Equal(0, await Database.ReadAsync(db => db.Invitations.CountAsync()));
        Assert.Equal(("person.joined", "ok", "passkey", "Grace Hopper"), await SaidAsync());
        var signedIn = await SignInAsync();
        Assert.Equal(ids.User, SessionClaims.Read(signedIn.Principal)!.Value.User);
        Assert.Equal(("session.sign_in", "ok", "passkey", "Grace Hopper"), await SaidAsync());
    }

    [Theory]
    [InlineData("no finger")]
    [InlineData("another page")]
    [InlineData("another challenge")]
    [InlineData("a sign-in's challenge")]
    [InlineData("the same again")]
    [InlineData("too late")]
    [InlineData("no challenge")]
    public async Task Join_WithWhatIsNoAnswer_MakesNobodyAndLeavesTheLink(string how)
    {
        var code = await CodeAsync();
        var people = 1;
        device.Verifies = how != "no finger";
        device.Origin = how == "another page" ? "https://evil.example" : device.Origin;
        var (options, _) = await BeginJoinAsync(how == "the same again" ? await CodeAsync("first@example.com") : code);
        var made = device.Make(options!);
        if (how == "another challenge")
        {
            await BeginJoinAsync(code);
        }
        else if (how == "a sign-in's challenge")
        {
            await BeginSignInAsync();
            var site = Database.Get<SecretsDashboard.Ui.SiteAddress>();
            browser.Pass(site.CookieName(StepCookie.Passkey), site.CookieName(StepCookie.Join));
        }
        else if (how == "the same again")
        {
            var thief = browser.Copy();
            Assert.NotNull((await FinishJoinAsync(browser, await CodeAsync("second@example.com"), made)).Principal);
            people = 2;
            Assert.Equal(SignInOutcome.PasskeyNotMade, await FinishJoinAsync(thief, code, made));
        }
        Time.Advance(how == "too late" ? StepCookie.Lifetime : TimeSpan.Zero);

        Assert.Equal(SignInOutcome.PasskeyNotMade, await FinishJoinAsync(how == "no challenge" ? new BareBrowser() : browser, code, made));

        Assert.Equal(people, await Database.ReadAsync(db => db.Users.CountAsync()));
        Assert.NotNull(await Database.Get<JoinStore>().FindAsync(code, None));
    }

    [Fact]
    public async Task Join_TwoDevicesAtOnce_OneWins()
    {
        var code = await CodeAsync();
        var other = new Device();
        var second = new BareBrowser();
        var first = device.Make((await BeginJoinAsync(code)).Options!);
        var (options, _) = await second.SendAsync(context => Database.Get<PasskeyJoin>().BeginAsync(code, "Second", context, None));

        var outcomes = await Task.WhenAll(FinishJoinAsync(browser, code, first), FinishJoinAsync(second, code, other.Make(options!)));

        Assert.Single(outcomes, outcome => outcome.Principal is not null);
        Assert.Same(SignInOutcome.NoLink, Assert.Single(outcomes, outcome => outcome.Principal is null));
        Assert.Equal((2, 1), await Database.ReadAsync(async db => (await db.Users.CountAsync(), await db.UserPasskeys.CountAsync())));
    }

    [Theory]
    [InlineData("unknown", "Grace", InvitationPage.NoLink)]
    [InlineData("", "Grace", InvitationPage.NoLink)]
    [InlineData(null, null, InvitationPage.NoLink)]
    [InlineData("good", " ", "Name is required")]
    [InlineData("good", null, "Name is required")]
    public async Task BeginJoin_NoLinkOrNoName_GivesNoChallenge(string? code, string? name, string problem)
    {
        var good = await CodeAsync();

        var begun = await browser.SendAsync(context => Database.Get<PasskeyJoin>().BeginAsync(code == "good" ? good : code, name, context, None));

        Assert.Equal((null, problem), begun);
    }

    [Fact]
    public async Task Confirm_OwnPasskey_ConfirmsTheSessionOnce()
    {
        var grace = await JoinedAsync();
        Time.Advance(Session.Confirmed);
        await Assert.ThrowsAsync<ConfirmationNeededException>(() => BeginNewAsync(grace));

        var shown = device.Show(await BeginConfirmAsync(grace));
        var thief = browser.Copy();
        Assert.Null(await ConfirmAsync(browser, grace, shown));

        Assert.Equal(("session.confirmed", "ok", "passkey", "Grace Hopper"), await SaidAsync());
        await BeginNewAsync(grace);
        Time.Advance(Session.Confirmed - TimeSpan.FromSeconds(1));
        Assert.Equal("This passkey was not accepted. Try again.", await ConfirmAsync(thief, grace, shown));
        Time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<ConfirmationNeededException>(() => BeginNewAsync(grace));
    }

    [Theory]
    [InlineData("another's passkey")]
    [InlineData("another's challenge")]
    [InlineData("no finger")]
    public async Task Confirm_WithWhatIsNotTheirs_IsOnRecordAndConfirmsNothing(string how)
    {
        var grace = await JoinedAsync();
        var other = new Device();
        var second = new BareBrowser();
        var code = await CodeAsync("other@example.com");
        var (options, _) = await second.SendAsync(context => Database.Get<PasskeyJoin>().BeginAsync(code, "Other Person", context, None));
        var stranger = CallerOf(await FinishJoinAsync(second, code, other.Make(options!), "Other Person"));
        Time.Advance(Session.Confirmed);
        device.Verifies = how != "no finger";
        var asked = await BeginConfirmAsync(how == "another's challenge" ? stranger : grace);

        Assert.NotNull(await ConfirmAsync(browser, grace, how == "no finger" ? device.Show(asked) : other.Show(asked)));

        Assert.Equal(("session.confirmed", "denied", "wrong_passkey", "Grace Hopper"), await SaidAsync());
        await Assert.ThrowsAsync<ConfirmationNeededException>(() => BeginNewAsync(grace));
    }

    [Fact]
    public async Task SignIn_DisabledPerson_IsRefusedAndNamedInTheLog()
    {
        var grace = await JoinedAsync();
        await Database.Get<MemberStore>().DisableAsync(owner, grace.UserId, None);

        Assert.Null((await SignInAsync()).Principal);

        var line = await LastAuditAsync();
        Assert.Equal(("session.sign_in", "denied", "wrong_passkey", "Grace Hopper"), (line.Text("action"), line.Text("outcome"), line.Text("reason"), line.Text("target_name")));
    }

    [Fact]
    public async Task SignIn_Flood_IsOnRecordForItsFirstOfTheMinute()
    {
        await JoinedAsync();
        device.Verifies = false;
        var before = (await AuditAsync()).Count;

        var answers = new List<int>();
        for (var count = 0; count < 22; count++)
        {
            answers.Add((await SignInAsync()).Status);
        }

        Assert.Equal([.. Enumerable.Repeat(400, 20), 429, 429], answers);
        Assert.Equal(before + 20, (await AuditAsync()).Count);
        device.Verifies = true;
        Assert.NotNull((await SignInAsync()).Principal);
    }

    [Fact]
    public async Task Step_FromBeforeTheServerStarted_DoesNotCount()
    {
        var started = new StepCookie(Database.Get<IDataProtectionProvider>(), Database.Get<IOptions<SiteOptions>>(), Database.Get<SiteAddress>(), Time);
        await BeginSignInAsync();

        Assert.NotNull(await browser.SendAsync(context => Task.FromResult(Database.Get<StepCookie>().Read(context, StepCookie.Passkey))));
        Assert.Null(await browser.SendAsync(context => Task.FromResult(started.Read(context, StepCookie.Passkey))));
    }

    private async Task<string> CodeAsync(string email = "grace@example.com") => (await Given.InvitationAsync(owner, email, InstanceRole.Member)).Code!;

    private Task<(string? Options, string? Problem)> BeginJoinAsync(string code) =>
        browser.SendAsync(context => Database.Get<PasskeyJoin>().BeginAsync(code, "Grace Hopper", context, None));

    private Task<SignInOutcome> FinishJoinAsync(BareBrowser from, string code, string credential, string name = " Grace Hopper ") =>
        from.SendAsync(context => Database.Get<PasskeyJoin>().JoinAsync(new JoinForm { Code = code, Name = name, Credential = credential }, context, None));

    private async Task<SignInOutcome> JoinAsync(string code) => await FinishJoinAsync(browser, code, device.Make((await BeginJoinAsync(code)).Options!));

    private async Task<Caller> JoinedAsync() => CallerOf(await JoinAsync(await CodeAsync()));

    private Task<string> BeginSignInAsync() => browser.SendAsync(context => Database.Get<PasskeySignIn>().BeginAsync(context, None));

    private async Task<SignInOutcome> SignInAsync()
    {
        var shown = device.Show(await BeginSignInAsync());
        return await browser.SendAsync(context => Database.Get<PasskeySignIn>().SignInAsync(shown, context, None));
    }

    private Task<string> BeginConfirmAsync(Caller caller) => browser.SendAsync(context => Database.Get<OwnConfirmation>().BeginPasskeyAsync(caller, context, None));

    private async Task<string?> ConfirmAsync(BareBrowser from, Caller caller, string credential) =>
        (await from.SendAsync(context => Database.Get<OwnConfirmation>().ConfirmAsync(caller, new ConfirmForm { Credential = credential }, context, None))).Problem;

    private Task<string> BeginNewAsync(Caller caller) => browser.SendAsync(context => Database.Get<PasskeyStore>().BeginAsync(caller, context, None));

    private static Caller CallerOf(SignInOutcome outcome)
    {
        var ids = SessionClaims.Read(outcome.Principal)!.Value;
        return new Caller(ids.User, ids.Session, null, "request-1");
    }

    private async Task<(string? Action, string? Outcome, string? Reason, string? Actor)> SaidAsync()
    {
        var line = await LastAuditAsync();
        return (line.Text("action"), line.Text("outcome"), line.Text("reason"), line.Text("actor.name"));
    }
}
