using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Account;

/// <summary>The set-up page of a new instance, and what depends on a server of one's own: delays, expiry, https cookies.</summary>
public sealed class FirstOwnerEndpointsTests
{
    [Fact]
    public async Task SetUp_WrongCode_MakesNoOwner()
    {
        await using var app = await TestApp.StartAsync();
        using var visitor = app.Visit();
        using var check = await visitor.SendAsync(HttpMethod.Post, "/setup/check", JsonContent.Create(new { code = new string('0', 32) }));
        Assert.Equal(HttpStatusCode.NotFound, check.StatusCode);
        foreach (var code in new[] { "", new string('0', 32) })
        {
            using var answer = await visitor.SetUpAsync(code, TestApp.OwnerName, TestApp.OwnerEmail, TestApp.Password);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.DoesNotContain(TestApp.Password, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        await using var db = await app.ReadAsync();
        Assert.False(db.Users.Any());
    }

    [Fact]
    public async Task SetUp_TwiceAtOnce_MakesOneOwner()
    {
        await using var app = await TestApp.StartAsync();
        var code = app.Services.GetRequiredService<SetUpCode>().Print();
        using var first = app.Visit();
        using var second = app.Visit();
        var answers = await Task.WhenAll(
            first.SetUpAsync(code, "First", "first@example.com", TestApp.Password), second.SetUpAsync(code, "Second", "second@example.com", TestApp.Password));
        Assert.Single(answers, answer => answer.Headers.Location?.OriginalString == "/");
        // where both were at it the second is told that the page it posts from is gone; where the page was gone before the form was opened it is a 400
        Assert.Single(answers, answer => answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest || answer.Headers.Location?.OriginalString == "/out-of-date");
        await using var db = await app.ReadAsync();
        Assert.Single(db.Users);
    }

    [Fact]
    public async Task SetUp_BadFields_SaysEachProblem()
    {
        await using var app = await TestApp.StartAsync();
        using var visitor = app.Visit();
        using var answer = await visitor.SubmitAsync("/setup", "set-up", ("Form.Code", app.Services.GetRequiredService<SetUpCode>().Print()),
            ("Form.Name", ""), ("Form.Email", "nonsense"), ("Form.Password", "short"), ("Form.ConfirmPassword", "other"));
        var page = await answer.Content.ReadAsStringAsync();
        string[] sentences = ["Name is required", "Email must be an address such as name@example.com", "Password is too short: at least 12 characters", "The passwords differ"];
        Assert.All(sentences, sentence => Assert.Contains(sentence, page, StringComparison.Ordinal));
        await using var db = await app.ReadAsync();
        Assert.False(db.Users.Any());
    }

    [Fact]
    public async Task SignIn_TooManyAttempts_MustWaitEvenWithTheRightPassword()
    {
        await using var app = await TestApp.StartAsync();
        await app.SetUpOwnerAsync();
        using var visitor = app.Visit();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            using var wrong = await visitor.SignInAsync(TestApp.OwnerEmail, "wrong password here");
            Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
            app.Clock.Advance(TimeSpan.FromSeconds(10));
        }
        using (var fourth = await visitor.SignInAsync(TestApp.OwnerEmail, "wrong password here"))
        {
            Assert.Equal(HttpStatusCode.BadRequest, fourth.StatusCode);
        }
        using (var refused = await visitor.SignInAsync(TestApp.OwnerEmail, TestApp.Password))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Contains("Too many attempts", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var answer = await visitor.SignInAsync(TestApp.OwnerEmail, TestApp.Password);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task Session_IdleForHalfAnHour_IsOver()
    {
        await using var app = await TestApp.StartAsync();
        using var visitor = await app.SignedInAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(HttpStatusCode.NoContent, await SessionAsync(visitor));
        app.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(HttpStatusCode.NoContent, await SessionAsync(visitor));
        app.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(HttpStatusCode.Unauthorized, await SessionAsync(visitor));
    }

    [Fact]
    public async Task Session_TwelveHoursOld_IsOverHoweverUsed()
    {
        await using var app = await TestApp.StartAsync();
        using var visitor = await app.SignedInAsync();
        for (var time = TimeSpan.Zero; time < TimeSpan.FromHours(11.9); time += TimeSpan.FromMinutes(20))
        {
            Assert.Equal(HttpStatusCode.NoContent, await SessionAsync(visitor));
            app.Clock.Advance(TimeSpan.FromMinutes(20));
        }
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.Unauthorized, await SessionAsync(visitor));
    }

    [Fact]
    public async Task State_OfASession_TellsRunOutFromEndedAndIsNoUse()
    {
        await using var app = await TestApp.StartAsync();
        using var visitor = await app.SignedInAsync();
        using var other = await app.SignedInAsync();
        using var thief = other.Twin();
        using var nobody = app.Visit();
        Assert.Equal("signed out", await StateAsync(nobody));
        app.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal("live", await StateAsync(visitor));
        using var signedOut = await other.SignOutAsync();
        Assert.Equal("signed out", await StateAsync(thief));
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("ran out", await StateAsync(visitor));
        app.Clock.Advance(Session.Absolute);
        Assert.Equal("ran out", await StateAsync(visitor));
        using var again = await app.SignedInAsync();
        Assert.Equal("ran out", await StateAsync(visitor));
        await app.Services.GetRequiredService<WriteGate>().WriteAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.DisabledAt, DateTime.UtcNow)), CancellationToken.None);
        Assert.Equal("ended", await StateAsync(visitor));
        Assert.Equal("ended", await StateAsync(again));
    }

    [Fact]
    public async Task SignIn_HttpsSite_BindsCookiesToHostAndHttps()
    {
        const string Origin = "https://secrets.example.com";
        await using var app = await TestApp.StartAsync(("PublicOrigin", Origin), ("TrustedProxies:0", "127.0.0.0/8"), ("TrustedProxies:1", "::1/128"));
        using var visitor = app.Visit();
        using var page = await visitor.SendAsync(HttpMethod.Get, "/login", null, ThroughProxy);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("max-age=", Assert.Single(page.Headers.GetValues("Strict-Transport-Security")), StringComparison.Ordinal);
        using var setUp = await visitor.SendAsync(HttpMethod.Get, "/setup", null, ThroughProxy);
        var cookies = setUp.Headers.GetValues("Set-Cookie").ToList();
        var form = Assert.Single(cookies, cookie => cookie.StartsWith("__Host-sd-form-443=", StringComparison.Ordinal));
        var token = WebUtility.HtmlDecode((await setUp.Content.ReadAsStringAsync()).Split("name=\"__RequestVerificationToken\" value=\"")[1].Split('"')[0]);
        using var content = new FormUrlEncodedContent([new("_handler", "set-up"), new("__RequestVerificationToken", token), new("Form.Code", app.Services.GetRequiredService<SetUpCode>().Print()),
            new("Form.Name", TestApp.OwnerName), new("Form.Email", TestApp.OwnerEmail), new("Form.Password", TestApp.Password), new("Form.ConfirmPassword", TestApp.Password)]);
        using var answer = await visitor.SendAsync(HttpMethod.Post, "/setup", content, request =>
        {
            ThroughProxy(request);
            request.Headers.Remove("Origin");
            request.Headers.Add("Origin", Origin);
            request.Headers.Add("Cookie", form.Split(';')[0]);
        });
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var session = Assert.Single(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("__Host-sd-443=", StringComparison.Ordinal)).Split("; ");
        Assert.All(["path=/", "secure", "samesite=strict", "httponly"], part => Assert.Contains(part, session));
        Assert.All(["path=/", "secure", "samesite=strict", "httponly"], part => Assert.Contains(part, form.Split("; ")));
    }

    [Fact]
    public async Task SignIn_HttpsSite_RefusesLoopbackOrigins()
    {
        await using var app = await TestApp.StartAsync(("PublicOrigin", "https://secrets.example.com"));
        using var visitor = app.Visit();
        using var answer = await visitor.SendAsync(HttpMethod.Post, "/setup/check", JsonContent.Create(new { code = "x" }), request => request.Headers.Host = "secrets.example.com");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task SignIn_TwoServersOnOneHost_KeepTheirSessionsApart()
    {
        await using var app = await TestApp.StartAsync();
        await using var other = await TestApp.StartAsync();
        using var here = await app.SignedInAsync();
        using var there = await other.SignedInAsync();
        // a browser gives every port of a host all of the host's cookies
        foreach (var (visitor, foreign) in new[] { (here, there), (there, here) })
        {
            visitor.Cookies.SetCookies(new Uri(visitor.Address), foreign.CookieHeader().Replace("; ", ",", StringComparison.Ordinal));
        }

        using var signedOut = await there.SignOutAsync();

        Assert.Equal(HttpStatusCode.Redirect, signedOut.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await SessionAsync(there));
        Assert.Equal(HttpStatusCode.NoContent, await SessionAsync(here));
        Assert.DoesNotContain(other.Log.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Warning && line.Text.Contains("unprotect", StringComparison.OrdinalIgnoreCase));
    }

    private static void ThroughProxy(HttpRequestMessage request)
    {
        request.Headers.Host = "secrets.example.com";
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Accept.ParseAdd("text/html");
    }

    private static async Task<string> StateAsync(Visitor visitor)
    {
        using var answer = await visitor.FetchAsync("/account/session/state");
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<HttpStatusCode> SessionAsync(Visitor visitor)
    {
        using var answer = await visitor.FetchAsync("/account/session");
        return answer.StatusCode;
    }
}
