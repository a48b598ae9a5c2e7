using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Account;

/// <summary>Signing in and out over HTTP: who gets in, what the cookie is, what ends with a session.</summary>
[Collection(SharedApp.Name)]
public sealed class AccountEndpointsTests(TestApp app)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/projects")]
    [InlineData("/projects/any?x=1")]
    public async Task Open_AnonymousPage_GoesToSignInAndBack(string path)
    {
        using var visitor = app.Visit();
        using var answer = await visitor.OpenAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal($"/login?ReturnUrl={Uri.EscapeDataString(path)}", answer.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("/projects")]
    [InlineData("/account/session")]
    public async Task Fetch_Anonymous_Answers401(string path)
    {
        using var visitor = app.Visit();
        using var answer = await visitor.FetchAsync(path);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
    }

    [Theory]
    [InlineData(TestApp.OwnerEmail, "wrong password here")]
    [InlineData("nobody@example.com", TestApp.Password)]
    public async Task SignIn_WrongOrUnknown_LooksTheSame(string email, string password)
    {
        await app.SetUpOwnerAsync();
        using var visitor = app.Visit();
        using var answer = await visitor.SignInAsync(email, password);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Email or password is wrong.", page, StringComparison.Ordinal);
        Assert.DoesNotContain(password, page, StringComparison.Ordinal);
        Assert.DoesNotContain(visitor.CookieName("sd"), visitor.Cookies.GetAllCookies().Select(cookie => cookie.Name));
    }

    [Fact]
    public async Task SignIn_NothingTyped_SaysWhatIsMissing()
    {
        await app.SetUpOwnerAsync();
        using var visitor = app.Visit();
        using var answer = await visitor.SignInAsync("", "");
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Email is required", page, StringComparison.Ordinal);
        Assert.Contains("Password is required", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_NoAntiforgeryToken_IsRefused()
    {
        await app.SetUpOwnerAsync();
        using var visitor = app.Visit();
        using var content = new FormUrlEncodedContent([new("_handler", "sign-in"), new("Form.Email", TestApp.OwnerEmail), new("Form.Password", TestApp.Password)]);
        using var answer = await visitor.SendAsync(HttpMethod.Post, "/login", content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain(visitor.CookieName("sd"), visitor.Cookies.GetAllCookies().Select(cookie => cookie.Name));
    }

    [Theory]
    [InlineData("/login?ReturnUrl=%2Fprojects%3Fx%3D1", "/projects?x=1")]
    [InlineData("/login?ReturnUrl=%2F%2Fevil.example", "/")]
    [InlineData("/login?ReturnUrl=%2F%5Cevil.example", "/")]
    [InlineData("/login?ReturnUrl=https%3A%2F%2Fevil.example", "/")]
    [InlineData("/login?ReturnUrl=javascript%3Aalert(1)", "/")]
    [InlineData("/login?ReturnUrl=%2F%09%2Fevil.example", "/%09/evil.example")]
    [InlineData("/login?ReturnUrl=%2F.%2F%2Fevil.example", "/")]
    [InlineData("/login?ReturnUrl=%2Fx%2F..%2F%2Fevil.example", "/")]
    [InlineData("/login?ReturnUrl=%2Fprojects%3Fsearch%3D%C3%A9%23%C3%A9", "/projects?search=%C3%A9#%C3%A9")]
    [InlineData("/login?ReturnUrl=%2Fa%0D%0AX%3A1", "/a%0D%0AX:1")]
    [InlineData("/login", "/")]
    public async Task SignIn_ReturnUrl_StaysOnThisSite(string page, string expected)
    {
        await app.SetUpOwnerAsync();
        using var visitor = app.Visit();
        using var answer = await visitor.SignInAsync(TestApp.OwnerEmail, TestApp.Password, page);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(app.Address + expected, new Uri(new Uri(app.Address), answer.Headers.Location!).AbsoluteUri);
    }

    [Fact]
    public async Task SignIn_Cookie_IsStrictHttpOnlyAndForTheWholeSite()
    {
        await app.SetUpOwnerAsync();
        using var visitor = app.Visit();
        using var answer = await visitor.SignInAsync(TestApp.OwnerEmail, TestApp.Password);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(header => header.StartsWith($"{visitor.CookieName("sd")}=", StringComparison.Ordinal)).Split("; ").Skip(1).ToList();
        Assert.Contains("path=/", cookie);
        Assert.Contains("samesite=strict", cookie);
        Assert.Contains("httponly", cookie);
        Assert.DoesNotContain("secure", cookie);
        Assert.DoesNotContain(cookie, part => part.StartsWith("domain", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task SignOut_OldCookie_OpensNothing()
    {
        var path = $"/projects/{await app.AddProjectAsync()}/secrets";
        using var visitor = await app.SignedInAsync();
        using var thief = visitor.Twin();
        using (var before = await thief.FetchAsync("/account/session"))
        {
            Assert.Equal(HttpStatusCode.NoContent, before.StatusCode);
        }
        using var signedOut = await visitor.SignOutAsync();
        Assert.Equal("/login", signedOut.Headers.Location?.ToString());
        using var page = await thief.OpenAsync("/projects");
        using var session = await thief.FetchAsync("/account/session");
        using var save = await thief.SaveAsync(HttpMethod.Post, path, new { key = "A", value = "b", same = true });
        using var negotiate = await thief.SendAsync(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1", null);
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized], new[] { session, save, negotiate }.Select(each => each.StatusCode));
    }

    [Fact]
    public async Task SignIn_OverASession_EndsTheOneBefore()
    {
        using var visitor = await app.SignedInAsync();
        using var before = visitor.Twin();
        await using var tab = await CircuitClient.OpenAsync(visitor);
        visitor.FormToken = null; // a header would count in place of the form's own
        using var signedIn = await visitor.SubmitStaleAsync("/login", await visitor.PageTokenAsync("/account"), "sign-in", ("Form.Email", TestApp.OwnerEmail), ("Form.Password", TestApp.Password));

        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        await tab.WaitUntilClosedAsync(TimeSpan.FromSeconds(1));
        using var old = await before.FetchAsync("/account/session");
        using var now = await visitor.FetchAsync("/account/session");
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.NoContent), (old.StatusCode, now.StatusCode));
        await using var db = await app.ReadAsync();
        Assert.Equal(AuditAction.SignOut, (await db.Audit.OrderByDescending(entry => entry.Seq).FirstAsync()).Action);
    }

    [Fact]
    public async Task SignOut_NoAntiforgeryToken_KeepsTheSession()
    {
        using var visitor = await app.SignedInAsync();
        var token = visitor.FormToken;
        visitor.FormToken = null;
        using var refused = await visitor.SignOutAsync();
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        visitor.FormToken = token;
        using var session = await visitor.FetchAsync("/account/session");
        Assert.Equal(HttpStatusCode.NoContent, session.StatusCode);
    }

    [Fact]
    public async Task SetUp_OwnerThere_IsGone()
    {
        await app.SetUpOwnerAsync();
        using var visitor = app.Visit();
        using var page = await visitor.OpenAsync("/setup");
        using var check = await visitor.SendAsync(HttpMethod.Post, "/setup/check", JsonContent.Create(new { code = app.Services.GetRequiredService<SetUpCode>().Print() }));
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Contains("There is nothing at this address", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, check.StatusCode);
    }

    [Fact]
    public async Task SignIn_TooManyAttempts_LeavesALineThatNamesTheSetting()
    {
        await using var own = await TestApp.StartAsync();
        await own.SetUpOwnerAsync();
        using var visitor = own.Visit();
        HttpStatusCode status = default;
        for (var tries = 0; tries < 10 && status != HttpStatusCode.TooManyRequests; tries++)
        {
            using var answer = await visitor.SignInAsync(TestApp.OwnerEmail, "wrong password here");
            status = answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Contains(own.Log.Lines, line => line.Text.Contains("name it in TrustedProxies", StringComparison.Ordinal));
    }
}
