using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Account;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Account;

/// <summary>The two steps over HTTP: what lies between them is no session, counts once and runs out; the page of the app.</summary>
public sealed partial class SecondFactorEndpointsTests(TestApp app) : IClassFixture<TestApp>
{
    [Fact]
    public async Task SignIn_PersonWithAnApp_NeedsBothStepsAndGoesOn()
    {
        var (email, phone) = await PersonAsync();
        using var visitor = app.Visit();

        using var first = await visitor.SubmitAsync("/login?ReturnUrl=%2Fprojects", "sign-in", ("Form.Email", email), ("Form.Password", TestApp.Password));
        Assert.Equal("/login/second-factor?ReturnUrl=%2Fprojects", PathOf(first));
        Assert.DoesNotContain(visitor.CookieName("sd"), Names(visitor));
        var cookie = first.Headers.GetValues("Set-Cookie").Single(header => header.StartsWith($"{visitor.CookieName("sd-step")}=", StringComparison.Ordinal)).Split("; ").Skip(1).ToList();
        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=strict", cookie);
        Assert.Contains("max-age=300", cookie);

        using var second = await CodeAsync(visitor, phone.Code(app.Clock.GetUtcNow()), "?ReturnUrl=%2Fprojects");
        Assert.Equal("/projects", PathOf(second));
        Assert.Contains(visitor.CookieName("sd"), Names(visitor));
        Assert.DoesNotContain(visitor.CookieName("sd-step"), Names(visitor));
        using var page = await visitor.OpenAsync("/projects");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Step_Cookie_OpensNothingElse()
    {
        var (email, _) = await PersonAsync();
        using var visitor = await HalfwayAsync(email);

        foreach (var path in (string[])["/", "/projects", "/account", "/account/authenticator", "/members"])
        {
            using var page = await visitor.OpenAsync(path);
            Assert.StartsWith("/login?", page.Headers.Location?.ToString(), StringComparison.Ordinal);
        }
        using var session = await visitor.FetchAsync("/account/session");
        using var circuit = await visitor.SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", null);
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized], new[] { session, circuit }.Select(each => each.StatusCode));
    }

    [Fact]
    public async Task Step_UsedOnce_IsNoProofAnyMore()
    {
        var (email, phone) = await PersonAsync();
        using var visitor = await HalfwayAsync(email);
        using var thief = visitor.Twin();
        using (var signedIn = await CodeAsync(visitor, phone.Code(app.Clock.GetUtcNow())))
        {
            Assert.Equal("/", PathOf(signedIn));
        }

        using var page = await thief.OpenAsync("/login/second-factor");
        using var replay = await PostAsync(thief, phone.RecoveryCodes[0]);

        Assert.Equal(["/login", "/login"], new[] { page, replay }.Select(PathOf));
        Assert.DoesNotContain(thief.CookieName("sd"), Names(thief));
    }

    [Fact]
    public async Task Step_AfterFiveMinutes_IsOver()
    {
        var (email, phone) = await PersonAsync();
        using var visitor = await HalfwayAsync(email);
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        using var page = await visitor.OpenAsync("/login/second-factor");
        using var late = await PostAsync(visitor, phone.RecoveryCodes[0]);

        Assert.Equal(["/login", "/login"], new[] { page, late }.Select(PathOf));
        Assert.DoesNotContain(visitor.CookieName("sd"), Names(visitor));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("altered")]
    public async Task Step_NoneOrAltered_GoesBackToThePassword(string? cookie)
    {
        using var visitor = app.Visit();
        if (cookie is not null)
        {
            visitor.Cookies.Add(new Uri(app.Address), new Cookie(visitor.CookieName("sd-step"), cookie));
        }

        using var page = await visitor.OpenAsync("/login/second-factor?ReturnUrl=%2Fprojects");

        Assert.Equal("/login?ReturnUrl=%2Fprojects", PathOf(page));
    }

    [Fact]
    public async Task Code_AppWasTakenMeanwhile_GoesBackToThePassword()
    {
        var (email, phone) = await PersonAsync();
        using var visitor = await HalfwayAsync(email);
        var token = await visitor.PageTokenAsync("/login/second-factor");
        await app.Services.GetRequiredService<AuthenticatorStore>().TurnOffAsync((await app.AccountAsync(email)).Caller, CancellationToken.None);

        using var answer = await visitor.SubmitStaleAsync("/login/second-factor", token, "second-factor", ("Form.Code", phone.Code(app.Clock.GetUtcNow())));

        Assert.Equal("/login", PathOf(answer));
    }

    [Fact]
    public async Task Code_Wrong_StaysAndSaysSo()
    {
        var (email, phone) = await PersonAsync();
        using var visitor = await HalfwayAsync(email);
        var wrong = phone.WrongCode(app.Clock.GetUtcNow());

        using var answer = await CodeAsync(visitor, wrong);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("This code is wrong, or was used already.", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"\"{wrong}\"", page, StringComparison.Ordinal);
        using var right = await CodeAsync(visitor, phone.Code(app.Clock.GetUtcNow()));
        Assert.Equal("/", PathOf(right));
    }

    [Fact]
    public async Task RecoveryCode_Right_SignsInOnce()
    {
        var (email, phone) = await PersonAsync();
        using var visitor = await HalfwayAsync(email);
        using var answer = await RecoverAsync(visitor, phone.RecoveryCodes[0]);
        Assert.Equal("/", PathOf(answer));

        using var again = await HalfwayAsync(email);
        using var refused = await RecoverAsync(again, phone.RecoveryCodes[0]);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task AuthenticatorPage_KeyIsShownAndKept_OnlyWithARightCode()
    {
        var email = await AddAsync();
        using var visitor = await app.SignedInAsync(email);
        using var shown = await visitor.OpenAsync("/account/authenticator");
        var page = WebUtility.HtmlDecode(await shown.Content.ReadAsStringAsync());
        var phone = Phone.Of(Key().Match(page).Groups[1].Value);
        var seed = Seed().Match(page).Groups[1].Value;
        Assert.Equal(20, phone.Seed.Length);
        Assert.Contains("src=\"data:image/svg+xml;base64,", page, StringComparison.Ordinal);

        using var wrong = await SetUpAsync(visitor, seed, phone.WrongCode(app.Clock.GetUtcNow()));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(phone.Seed, Phone.Of(Key().Match(await wrong.Content.ReadAsStringAsync()).Groups[1].Value).Seed);
        using var foreign = await SetUpAsync(await app.OwnerAtHomeAsync(), seed, phone.Code(app.Clock.GetUtcNow()));
        Assert.Contains("there is a new key above", await foreign.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var right = await SetUpAsync(visitor, seed, phone.Code(app.Clock.GetUtcNow()));
        Assert.Equal(10, RecoveryCode().Count(await right.Content.ReadAsStringAsync()));
        using var again = await visitor.SubmitStaleAsync("/account/authenticator", await visitor.PageTokenAsync("/account"), "authenticator", ("Form.Seed", seed), ("Form.Code", phone.Code(app.Clock.GetUtcNow())));
        Assert.Equal("/account", PathOf(again));
        Assert.DoesNotMatch(Key(), await again.Content.ReadAsStringAsync());
        using var gone = await visitor.OpenAsync("/account/authenticator");
        Assert.Equal("/account", PathOf(gone));
        using var account = await visitor.OpenAsync("/account");
        var section = await account.Content.ReadAsStringAsync();
        Assert.Equal(0, RecoveryCode().Count(section));
        Assert.Contains("10 recovery codes are left.", section, StringComparison.Ordinal);
        var log = app.Log.Text;
        Assert.DoesNotContain(Key().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal), log, StringComparison.Ordinal);
    }

    private async Task<(string Email, Phone Phone)> PersonAsync()
    {
        var email = await AddAsync();
        using var visitor = await app.SignedInAsync(email);
        var phone = await Phone.SetUpAsync(app.Services, (await app.AccountAsync(email)).Caller);
        app.Clock.Advance(TimeSpan.FromSeconds(31));
        return (email, phone);
    }

    private async Task<string> AddAsync()
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        await app.AddPersonAsync("Grace Hopper", email);
        return email;
    }

    private async Task<Visitor> HalfwayAsync(string email)
    {
        var visitor = app.Visit();
        using var answer = await visitor.SubmitAsync("/login", "sign-in", ("Form.Email", email), ("Form.Password", TestApp.Password));
        Assert.Equal("/login/second-factor", PathOf(answer));
        return visitor;
    }

    private static Task<HttpResponseMessage> CodeAsync(Visitor visitor, string code, string query = "") =>
        visitor.SubmitAsync($"/login/second-factor{query}", "second-factor", ("Form.Code", code));

    private static Task<HttpResponseMessage> RecoverAsync(Visitor visitor, string code) =>
        visitor.SubmitAsync("/login/second-factor", "second-factor", ("Form.UsesRecoveryCode", "true"), ("Form.RecoveryCode", code));

    /// <summary>The same where the page shows no form any more, with the antiforgery token of another.</summary>
    private static async Task<HttpResponseMessage> PostAsync(Visitor visitor, string code)
    {
        using var login = await visitor.OpenAsync("/login");
        var token = WebUtility.HtmlDecode(Token().Match(await login.Content.ReadAsStringAsync()).Groups[1].Value);
        return await visitor.SendAsync(HttpMethod.Post, "/login/second-factor", new FormUrlEncodedContent(
            [new("_handler", "second-factor"), new("__RequestVerificationToken", token), new("Form.UsesRecoveryCode", "true"), new("Form.RecoveryCode", code)]));
    }

    private static Task<HttpResponseMessage> SetUpAsync(Visitor visitor, string seed, string code) =>
        visitor.SubmitAsync(AuthenticatorPage.Address, "authenticator", ("Form.Seed", seed), ("Form.Code", code));

    private static IEnumerable<string> Names(Visitor visitor) => visitor.Cookies.GetAllCookies().Where(cookie => !cookie.Expired).Select(cookie => cookie.Name);

    private string PathOf(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return new Uri(new Uri(app.Address), answer.Headers.Location!).PathAndQuery;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("aria-label=\"Key\"[^>]*>([A-Z2-7 ]+)<")]
    private static partial Regex Key();

    [GeneratedRegex("name=\"Form.Seed\" value=\"([^\"]+)\"")]
    private static partial Regex Seed();

    [GeneratedRegex(">(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}<")]
    private static partial Regex RecoveryCode();
}
