using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Account;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Account;

/// <summary>Who signed in with a browser before is let in there, whatever strangers try; the cookie that says so opens nothing and names nobody.</summary>
public sealed class KnownBrowserTests
{
    [Fact]
    public async Task SignIn_AccountUnderAttack_LetsTheKnownBrowserInAndNoOther()
    {
        await using var app = await TestApp.StartAsync();
        using var known = await SignedOutAgainAsync(app);
        using var stranger = app.Visit();
        Attack(app);

        using var refused = await stranger.SignInAsync(TestApp.OwnerEmail, TestApp.Password);
        using var welcome = await known.SignInAsync(TestApp.OwnerEmail, TestApp.Password);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 300);
        Assert.Equal(HttpStatusCode.Redirect, welcome.StatusCode);
    }

    [Fact]
    public async Task SignIn_WrongTriesInTheKnownBrowser_AreSlowedThere()
    {
        await using var app = await TestApp.StartAsync();
        using var known = await SignedOutAgainAsync(app);
        Attack(app, app.Services.GetRequiredService<KnownBrowsers>().Of(new DefaultHttpContext { Request = { Headers = { Cookie = known.CookieHeader() } } })!.Id);

        using var refused = await known.SignInAsync(TestApp.OwnerEmail, TestApp.Password);
        using var stranger = app.Visit();
        using var welcome = await stranger.SignInAsync(TestApp.OwnerEmail, TestApp.Password);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, welcome.StatusCode);
    }

    [Fact]
    public async Task SignIn_KnownToAnotherPersonOrAltered_HasNoTurnOfItsOwn()
    {
        await using var app = await TestApp.StartAsync();
        await app.AddPersonAsync("Grace Hopper", "grace@example.com");
        using var other = await SignedOutAgainAsync(app, "grace@example.com");
        using var known = await app.SignedInAsync();
        var site = new Uri(app.Address);
        using var altered = app.Visit();
        var (name, text) = (CookieOf(known).Name, CookieOf(known).Value);
        altered.Cookies.Add(site, new System.Net.Cookie(name, $"{text[..^4]}{(text[^4..] == "AAAA" ? "BBBB" : "AAAA")}"));
        Attack(app);

        foreach (var visitor in new[] { other, altered })
        {
            using var refused = await visitor.SignInAsync(TestApp.OwnerEmail, TestApp.Password);
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        }
    }

    [Fact]
    public async Task SignedIn_TheCookie_NamesNobodyAndOpensNothing()
    {
        await using var app = await TestApp.StartAsync();
        using var known = await app.SignedInAsync();
        var owner = await app.SetUpOwnerAsync();
        var cookie = CookieOf(known);
        using var thief = app.Visit();
        thief.Cookies.Add(new Uri(app.Address), new System.Net.Cookie(cookie.Name, cookie.Value));

        using var page = await thief.OpenAsync("/projects");

        Assert.True(cookie.HttpOnly);
        Assert.InRange((cookie.Expires - DateTime.Now).TotalDays, 364, 366);
        var bytes = Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(cookie.Value);
        Assert.Equal(-1, bytes.AsSpan().IndexOf(owner.User.ToByteArray()));
        Assert.Equal((HttpStatusCode.Redirect, true), (page.StatusCode, page.Headers.Location!.ToString().Contains("/login", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Confirm_AccountUnderAttack_LetsTheSessionConfirm()
    {
        await using var app = await TestApp.StartAsync();
        using var visitor = await app.SignedInAsync();
        Attack(app);

        using var answer = await visitor.SaveAsync(HttpMethod.Post, "/account/step-up", new { password = TestApp.Password });

        Assert.Contains("\"saved\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void With_ManyPeople_KeepsTheLatestEight()
    {
        var people = Enumerable.Range(0, 9).Select(_ => Guid.NewGuid()).ToList();

        var browser = people.Aggregate(new KnownBrowser(Guid.NewGuid(), []), (known, person) => known.With(person)).With(people[8]);

        Assert.Equal((null, browser.Id), (browser.TurnOf(people[0]), browser.TurnOf(people[1])));
        Assert.Null(browser.TurnOf(null));
        Assert.Equal(browser.People, KnownBrowser.Parse(browser.ToBytes())!.People);
        Assert.Equal(browser.Id, KnownBrowser.Parse(browser.ToBytes())!.Id);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(160)]
    public void Parse_SomethingElse_IsNone(int length) => Assert.Null(KnownBrowser.Parse(new byte[length]));

    private static async Task<Visitor> SignedOutAgainAsync(TestApp app, string email = TestApp.OwnerEmail)
    {
        var visitor = await app.SignedInAsync(email);
        using var answer = await visitor.SignOutAsync();
        visitor.FormToken = null;
        return visitor;
    }

    private static System.Net.Cookie CookieOf(Visitor visitor) => visitor.Cookies.GetCookies(new Uri(visitor.Address)).Single(cookie => cookie.Name.StartsWith("sd-browser", StringComparison.Ordinal));

    // twelve tries: five minutes to wait, from whichever loopback address a test comes
    private static void Attack(TestApp app, Guid? own = null)
    {
        var delay = app.Services.GetRequiredService<SignInDelay>();
        for (var count = 0; count < 12; count++)
        {
            delay.Failed(TestApp.OwnerEmail.ToUpperInvariant(), IPAddress.Loopback, own: own);
            delay.Failed(TestApp.OwnerEmail.ToUpperInvariant(), IPAddress.IPv6Loopback, own: own);
        }
    }
}
