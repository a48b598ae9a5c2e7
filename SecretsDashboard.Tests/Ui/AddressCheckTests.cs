using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Ui;

/// <summary>The server at another address than its own: pages say which one is right, programs do not care, and nothing leads away.</summary>
public sealed class AddressCheckTests(AddressCheckTests.HttpsApp site) : IClassFixture<AddressCheckTests.HttpsApp>
{
    private const string Origin = "https://secrets.example.com";

    [Theory]
    [InlineData("GET", "/login?ReturnUrl=%2Fprojects", "10.0.0.5:5080", "https://secrets.example.com/login?ReturnUrl=%2Fprojects")]
    [InlineData("GET", "/projects", "evil.example", "https://secrets.example.com/projects")]
    [InlineData("GET", "/nothing-here", "secrets.example.com:8443", "https://secrets.example.com/nothing-here")]
    [InlineData("POST", "/login", "10.0.0.5:5080", "https://secrets.example.com/")]
    [InlineData("POST", "/logout", "localhost", "https://secrets.example.com/")]
    public async Task Page_AtAnotherAddress_SaysWhichIsRightAndSetsNoCookie(string method, string path, string host, string way)
    {
        using var answer = await AskAsync(method, path, host, Origin);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
        Assert.Contains($"This page was opened as {host}, this server's address is {Origin}.", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{way}\"", page, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Contains(site.App.Log.Lines, line => line.Category == "SecretsDashboard.Ui.RefusalLog" && line.Text.Contains("PublicOrigin", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Form_PostedFromAnotherAddress_SaysWhichIsRight()
    {
        // the proxy gives this server its right name, whatever people typed
        using var answer = await AskAsync("POST", "/login", "secrets.example.com", "https://10.0.0.5");
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains($"This page was opened as https://10.0.0.5, this server's address is {Origin}.", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    public async Task Form_WithoutOrigin_SaysThatTheBrowserKeepsItBack(string? origin)
    {
        using var answer = await AskAsync("POST", "/login", "secrets.example.com", origin);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("takes the header Origin out", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_AtAnotherAddress_IsToldTheSentence()
    {
        using var answer = await AskAsync("POST", "/setup/check", "evil.example", Origin, "*/*");
        using var told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
        Assert.Equal($"This page was opened as evil.example, this server's address is {Origin}.", told.RootElement.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("/api/v1/secrets", HttpStatusCode.Unauthorized)]
    [InlineData("/healthz/live", HttpStatusCode.OK)]
    [InlineData("/healthz/ready", HttpStatusCode.OK)]
    [InlineData("/openapi/v1.json", HttpStatusCode.OK)]
    [InlineData("/favicon.svg", HttpStatusCode.OK)]
    [InlineData("/Ui/PlainLayout.razor.js", HttpStatusCode.OK)]
    public async Task Program_AtAnyAddress_IsAnsweredWithoutLinkAndCookie(string path, HttpStatusCode status)
    {
        using var answer = await AskAsync("GET", path, "secrets.svc.cluster.local:5080", null, "*/*");

        Assert.Equal(status, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Null(answer.Headers.Location);
        Assert.DoesNotContain("cluster.local", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/projects", "/login?ReturnUrl=%2Fprojects")]
    [InlineData("/login/second-factor", "/login")]
    public async Task Redirect_PortLeftOutByTheProxy_IsRelative(string path, string location)
    {
        using var answer = await AskAsync("GET", path, "secrets.example.com", null);

        Assert.Equal(location, answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Form_WithoutTheCookieOfItsPage_LeadsToThePageAboutCookies()
    {
        using var answer = await AskAsync("POST", "/login", "secrets.example.com", Origin);
        using var page = await AskAsync("GET", "/no-cookies", "secrets.example.com", null);

        Assert.Equal("/no-cookies", answer.Headers.Location?.ToString());
        Assert.Contains("Allow cookies", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(site.App.Log.Lines, line => line.Text.Contains("does not keep cookies", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/login", HttpStatusCode.OK)]
    [InlineData("/projects", HttpStatusCode.Redirect)]
    [InlineData("/nothing-here", HttpStatusCode.NotFound)]
    [InlineData("/favicon.svg", HttpStatusCode.OK)]
    public async Task Head_OfWhatCanBeOpened_AnswersAsGetWithoutABody(string path, HttpStatusCode status)
    {
        using var answer = await AskAsync("HEAD", path, "secrets.example.com", null);

        Assert.Equal(status, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    private async Task<HttpResponseMessage> AskAsync(string method, string path, string host, string? origin, string accept = "text/html")
    {
        using var visitor = site.App.Visit();
        return await visitor.SendAsync(new HttpMethod(method), path, method == "POST" ? JsonContent.Create(new { }) : null, request =>
        {
            request.Headers.Host = host;
            request.Headers.Remove("Origin");
            if (origin is not null)
            {
                request.Headers.Add("Origin", origin);
            }
            request.Headers.Accept.ParseAdd(accept);
        });
    }

    /// <summary>A server whose people use https at a name of its own.</summary>
    public sealed class HttpsApp : IAsyncLifetime
    {
        internal TestApp App { get; } = new(new() { ["PublicOrigin"] = Origin });

        public Task InitializeAsync() => App.InitializeAsync();

        public async Task DisposeAsync() => await App.DisposeAsync();
    }
}
