using System.Net;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Ui;

/// <summary>A site whose public address is https is one on every request, whatever the proxy before it says or fails to say.</summary>
public sealed class UiServicesTests
{
    [Theory]
    [InlineData("::2/128", null)]
    [InlineData("10.0.0.0/8", "https")]
    [InlineData("127.0.0.0/8", "http")]
    public async Task Open_HttpsSiteBehindAnyProxy_ShowsItsFormAndKeepsCookiesOnHttps(string trusted, string? forwarded)
    {
        await using var app = await TestApp.StartAsync(("PublicOrigin", "https://secrets.example.com"), ("TrustedProxies:0", trusted));
        using var visitor = app.Visit();
        using var form = await AskAsync("/setup");
        Assert.Equal(HttpStatusCode.OK, form.StatusCode);
        Assert.Contains("Create the owner account", await form.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var cookie = Assert.Single(form.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.Ordinal);
        Assert.Equal(["max-age=31536000"], form.Headers.GetValues("Strict-Transport-Security"));
        using var page = await AskAsync("/projects");
        Assert.Equal("/login?ReturnUrl=%2Fprojects", page.Headers.Location?.ToString());

        Task<HttpResponseMessage> AskAsync(string path) => visitor.SendAsync(HttpMethod.Get, path, null, request =>
        {
            request.Headers.Accept.ParseAdd("text/html");
            request.Headers.Host = "secrets.example.com";
            if (forwarded is not null)
            {
                request.Headers.Add("X-Forwarded-Proto", forwarded);
            }
        });
    }
}
