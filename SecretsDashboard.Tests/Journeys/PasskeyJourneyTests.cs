using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Ui;
using static Microsoft.Playwright.Assertions;

namespace SecretsDashboard.Tests.Journeys;

/// <summary>A person makes a passkey and signs in with it alone; Chromium's own virtual device takes the place of a finger.</summary>
[Collection(SharedBrowser.Name)]
public sealed class PasskeyJourneyTests(BrowserFixture browser, TestApp app)
{
    [Theory]
    [InlineData(1280, 800)]
    [InlineData(390, 844)]
    public async Task Passkey_Made_SignsInWithoutAPassword(int width, int height)
    {
        var email = await AddAsync();
        await using var journey = await StartAsync(email, width, height);
        await journey.Page.GotoAsync("/account");
        await journey.Field("Name").FillAsync("Laptop");
        await Axe.CheckAsync(journey.Page, "account, adding a passkey");
        await journey.Button("Add a passkey").ClickAsync();
        var passkeys = journey.Page.GetByRole(AriaRole.List, new() { Name = "Passkeys" }).GetByRole(AriaRole.Listitem);
        await Expect(passkeys).ToHaveCountAsync(1);
        await Expect(passkeys).ToContainTextAsync("Laptop");
        await Expect(passkeys).ToContainTextAsync("never used");

        await journey.Page.GetByText("Rename").First.ClickAsync();
        await journey.Field("New name").FillAsync("Work laptop");
        await Axe.CheckAsync(journey.Page, "account, renaming a passkey");
        await journey.Button("Rename").ClickAsync();
        await Expect(passkeys).ToContainTextAsync("Work laptop");

        await journey.SignOutAsync();
        await Expect(journey.Button("Sign in")).ToBeVisibleAsync();
        await journey.Page.GotoAsync("/login?ReturnUrl=%2Fprojects");
        await Axe.CheckAsync(journey.Page, "sign in, with passkeys");
        await journey.Button("Sign in with a passkey").ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Projects", Level = 1 })).ToBeVisibleAsync();
        await using (var db = await app.ReadAsync())
        {
            var line = AuditJson.Of(await db.Audit.AsNoTracking().OrderByDescending(entry => entry.Seq).FirstAsync());
            Assert.Equal(("session.sign_in", "ok", "passkey"), (line.Text("action"), line.Text("outcome"), line.Text("reason")));
        }

        await journey.Page.GotoAsync("/account");
        await Expect(passkeys).ToContainTextAsync("last used");
        await journey.Page.GetByText("Remove", new() { Exact = true }).First.ClickAsync();
        await journey.Button("Remove Work laptop for good").ClickAsync();
        await Expect(passkeys).ToHaveCountAsync(0);
        await journey.SignOutAsync();
        journey.Allow("400");
        await journey.Button("Sign in with a passkey").ClickAsync();
        await Expect(journey.Page.GetByText("This passkey was not accepted.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Passkey_OfAnEarlierAddress_IsExplainedWhereNoneIsOffered()
    {
        var earlier = app.Services.GetRequiredService<EarlierAddress>();
        await using var journey = await StartAsync(await AddAsync(), 1280, 800);
        await journey.Page.GotoAsync("/account");
        await journey.SignOutAsync();
        await Expect(journey.Button("Sign in")).ToBeVisibleAsync();
        try
        {
            earlier.HasPasskeys = true;
            await journey.Page.GotoAsync("/login");
            await journey.Button("Sign in with a passkey").ClickAsync();
            await Expect(journey.Page.GetByText("One that was made while this server had another address does not work here")).ToBeVisibleAsync();
        }
        finally
        {
            earlier.HasPasskeys = false;
        }
    }

    [Fact]
    public async Task Passkey_AnswerSentAgain_OpensNothing()
    {
        var email = await AddAsync();
        await using var journey = await StartAsync(email, 1280, 800);
        await journey.Page.GotoAsync("/account");
        await journey.Field("Name").FillAsync("Laptop");
        await journey.Button("Add a passkey").ClickAsync();
        await Expect(journey.Page.GetByText("never used")).ToBeVisibleAsync();
        await journey.SignOutAsync();
        await Expect(journey.Button("Sign in")).ToBeVisibleAsync();
        string? body = null;
        journey.Page.Request += (_, request) => body = request is { Method: "POST", PostData: { } data } && data.Contains("Passkey.Credential", StringComparison.Ordinal) ? data : body;
        await journey.Page.GotoAsync("/login");
        await journey.Button("Sign in with a passkey").ClickAsync();
        await Expect(journey.Page.GetByRole(AriaRole.Heading, new() { Name = "Overview", Level = 1 })).ToBeVisibleAsync();

        // the same answer with a challenge that is new, as a thief of the request would have to bring one
        using var thief = app.Visit();
        using var begun = await thief.SendAsync(HttpMethod.Post, "/login/passkey", null);
        Assert.Contains("challenge", await begun.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var fields = System.Web.HttpUtility.ParseQueryString(body!);
        using var replay = await thief.SubmitAsync("/login", "passkey-sign-in", ("Passkey.Credential", fields["Passkey.Credential"]!));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, replay.StatusCode);
        Assert.DoesNotContain(thief.CookieName("sd"), thief.Cookies.GetAllCookies().Where(cookie => !cookie.Expired).Select(cookie => cookie.Name));
    }

    [Fact]
    public async Task SecondFactor_Required_LeadsAPersonToSetOneUp()
    {
        await using var own = await TestApp.StartAsync();
        var owner = await own.SetUpOwnerAsync();
        var phone = await Phone.SetUpAsync(own.Services, owner.Caller);
        var email = $"{Guid.NewGuid():N}@example.com";
        await own.AddPersonAsync("Grace Hopper", email);
        using var visitor = await own.SignedInAsync(email);
        await using var grace = await Journey.WithSessionAsync(browser, visitor);
        foreach (var part in (string[])["401", "Cannot send data", "start the connection", "WebSocket", "Connection disconnected"])
        {
            grace.Allow(part);
        }
        await AddDeviceAsync(grace);
        await grace.OpenAsync("/projects", "Projects");
        using var ada = await SignInAsync(own, phone);
        await using var adas = await Journey.WithSessionAsync(browser, ada);
        await adas.OpenAsync("/settings", "Settings");
        await Expect(adas.Page.GetByText("At the moment one person has none.")).ToBeVisibleAsync();
        await Axe.CheckAsync(adas.Page, "settings");
        await adas.Page.GetByRole(AriaRole.Switch, new() { Name = "Require a second factor" }).CheckAsync();
        await Expect(adas.Page.GetByText("A second factor is required now")).ToBeVisibleAsync();

        await Expect(grace.Page.GetByText("This server requires a second factor.")).ToBeVisibleAsync(new() { Timeout = 10_000 });
        await Axe.CheckAsync(grace.Page, "account, a factor is required");
        await grace.Page.GotoAsync("/projects");
        await Expect(grace.Page.GetByRole(AriaRole.Heading, new() { Name = "Your account", Level = 1 })).ToBeVisibleAsync();
        await grace.Field("Name").FillAsync("Laptop");
        await grace.Button("Add a passkey").ClickAsync();
        await Expect(grace.Page.GetByText("never used")).ToBeVisibleAsync();
        await Expect(grace.Page.GetByText("This server requires a second factor.")).ToHaveCountAsync(0);
        await grace.OpenAsync("/projects", "Projects");

        await grace.Page.GotoAsync("/account");
        await grace.Page.GetByText("Remove", new() { Exact = true }).First.ClickAsync();
        grace.Allow("400");
        await grace.Button("Remove Laptop for good").ClickAsync();
        await Expect(grace.Page.GetByText("this is your only one")).ToBeVisibleAsync();
        await grace.SignOutAsync();
        await grace.Field("Email").FillAsync(email);
        await grace.Field("Password").FillAsync(TestApp.Password);
        await grace.Button("Sign in").ClickAsync();
        await Expect(grace.Page.GetByText("yours is a passkey")).ToBeVisibleAsync();
        await Axe.CheckAsync(grace.Page, "second factor, a passkey alone");
        await grace.Button("Sign in with a passkey").ClickAsync();
        await Expect(grace.Page.GetByRole(AriaRole.Heading, new() { Name = "Overview", Level = 1 })).ToBeVisibleAsync();

        await adas.OpenAsync("/members", "Members");
        await adas.Button("Reset second factor of Grace Hopper").ClickAsync();
        await Expect(adas.Alert("Reset second factor")).ToContainTextAsync("signed out everywhere");
        await Axe.CheckAsync(adas.Page, "reset a second factor");
        await adas.Alert("Reset second factor").GetByRole(AriaRole.Button, new() { Name = "Reset second factor" }).ClickAsync();
        await Expect(adas.Page.GetByText("Second factor of Grace Hopper reset")).ToBeVisibleAsync();
        await Expect(grace.Button("Sign in")).ToBeVisibleAsync(new() { Timeout = 10_000 });
    }

    /// <summary>The owner's browser, after both steps.</summary>
    private static async Task<Visitor> SignInAsync(TestApp own, Phone phone)
    {
        var visitor = own.Visit();
        using var first = await visitor.SubmitAsync("/login", "sign-in", ("Form.Email", TestApp.OwnerEmail), ("Form.Password", TestApp.Password));
        using var second = await visitor.SubmitAsync("/login/second-factor", "second-factor", ("Form.UsesRecoveryCode", "true"), ("Form.RecoveryCode", phone.RecoveryCodes[0]));
        Assert.Equal("/", new Uri(new Uri(own.Address), second.Headers.Location!).AbsolutePath);
        return visitor;
    }

    private async Task<string> AddAsync()
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        await app.AddPersonAsync("Grace Hopper", email);
        return email;
    }

    private async Task<Journey> StartAsync(string email, int width, int height)
    {
        using var visitor = await app.SignedInAsync(email);
        var journey = await Journey.WithSessionAsync(browser, visitor, options => (options.ViewportSize, options.ReducedMotion) = (new() { Width = width, Height = height }, ReducedMotion.Reduce));
        await AddDeviceAsync(journey);
        return journey;
    }

    /// <summary>A device that keeps passkeys and answers at once that its person showed a finger.</summary>
    internal static async Task AddDeviceAsync(Journey journey)
    {
        var protocol = await journey.Context.NewCDPSessionAsync(journey.Page);
        await protocol.SendAsync("WebAuthn.enable");
        await protocol.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
