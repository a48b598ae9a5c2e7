using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Shell;

/// <summary>Every kind of answer carries the browser's protections, word for word.</summary>
[Collection(SharedApp.Name)]
public sealed partial class ResponseHeadersTests(TestApp app)
{
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    [Theory]
    [InlineData("/login", HttpStatusCode.OK)]
    [InlineData("/projects", HttpStatusCode.Redirect)]
    [InlineData("/nothing-here", HttpStatusCode.NotFound)]
    [InlineData("/healthz/live", HttpStatusCode.OK)]
    [InlineData("/healthz/ready", HttpStatusCode.OK)]
    [InlineData("/_blazor", HttpStatusCode.Unauthorized)]
    [InlineData("/account/session", HttpStatusCode.Unauthorized)]
    public async Task Get_Anonymous_CarriesEveryHeader(string path, HttpStatusCode expected)
    {
        await app.SetUpOwnerAsync();
        using var visitor = app.Visit();
        using var answer = await visitor.OpenAsync(path);
        Assert.Equal(expected, answer.StatusCode);
        Check(answer, "no-store");
    }

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/projects", HttpStatusCode.OK)]
    [InlineData("/account/session", HttpStatusCode.NoContent)]
    [InlineData("/nothing-here", HttpStatusCode.NotFound)]
    public async Task Get_SignedIn_CarriesEveryHeader(string path, HttpStatusCode expected)
    {
        var visitor = await app.OwnerAtHomeAsync();
        using var answer = await visitor.OpenAsync(path);
        Assert.Equal(expected, answer.StatusCode);
        Check(answer, "no-store");
    }

    [Fact]
    public async Task Save_EveryOutcome_CarriesEveryHeader()
    {
        var visitor = await app.OwnerAtHomeAsync();
        var path = $"/projects/{await app.AddProjectAsync()}/secrets";
        using var saved = await visitor.SaveAsync(HttpMethod.Post, path, new { key = "A", value = "b", same = true });
        using var invalid = await visitor.SaveAsync(HttpMethod.Post, path, new { key = "", value = "", same = true });
        using var missing = await visitor.SaveAsync(HttpMethod.Post, "/projects/nothing-here/secrets", new { key = "A", value = "b", same = true });
        using var foreign = await visitor.SendAsync(HttpMethod.Post, path, Visitor.Json("{}"), request =>
        {
            request.Headers.Remove("Origin");
            request.Headers.Add("Origin", "https://evil.example");
        });
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.Forbidden],
            new[] { saved, invalid, missing, foreign }.Select(answer => answer.StatusCode));
        Assert.All([saved, invalid, missing, foreign], answer => Check(answer, "no-store"));
    }

    [Fact]
    public async Task Get_FingerprintedAsset_CarriesEveryHeaderButNoStore()
    {
        await app.SetUpOwnerAsync();
        using var visitor = app.Visit();
        using var page = await visitor.OpenAsync("/login");
        var assets = Asset().Matches(await page.Content.ReadAsStringAsync()).Select(match => "/" + match.Groups[1].Value.TrimStart('/')).Distinct().ToList();
        Assert.True(assets.Count >= 5, "the sign-in page names its style sheets, its icon and its scripts");
        foreach (var path in assets)
        {
            using var answer = await visitor.FetchAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync());
            // what was not published is asked for again each time; PublishedCopyTests sees the other half
            Check(answer, "no-cache");
        }
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/login")]
    [InlineData("PUT", "/projects/any/secrets/ANY")]
    public async Task Any_DatabaseBroken_Answers500WithEveryHeader(string method, string path)
    {
        await using var broken = await TestApp.StartAsync();
        using var visitor = await broken.SignedInAsync();
        await broken.Services.GetRequiredService<WriteGate>()
            .WriteAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE Sessions RENAME TO Lost"), CancellationToken.None);
        using var answer = await visitor.SendAsync(new HttpMethod(method), path, method == "GET" ? null : Visitor.Json("{}"),
            request => request.Headers.Accept.ParseAdd("text/html"));
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Check(answer, "no-store");
        Assert.DoesNotContain("Sessions", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static void Check(HttpResponseMessage answer, string cacheControl)
    {
        var headers = answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        Assert.Equal(ContentSecurityPolicy, headers.GetValueOrDefault("Content-Security-Policy"));
        Assert.Equal("nosniff", headers.GetValueOrDefault("X-Content-Type-Options"));
        Assert.Equal("same-origin", headers.GetValueOrDefault("Referrer-Policy"));
        Assert.Equal("same-origin", headers.GetValueOrDefault("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", headers.GetValueOrDefault("Cross-Origin-Resource-Policy"));
        Assert.Equal("camera=(), microphone=(), geolocation=(), payment=()", headers.GetValueOrDefault("Permissions-Policy"));
        Assert.Equal(cacheControl, headers.GetValueOrDefault("Cache-Control"));
        Assert.DoesNotContain("Server", headers.Keys);
    }

    [GeneratedRegex("(?:href|src)=\"([^\"]+\\.(?:css|js|svg))\"")]
    private static partial Regex Asset();
}
