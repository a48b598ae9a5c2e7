using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using SecretsDashboard.Access;
using SecretsDashboard.Shell;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Shell;

/// <summary>What is no failure of the server is no line of a failure in its log.</summary>
public sealed class QuietLogTests
{
    [Fact]
    public async Task Requests_ThatAreRefusedAsTheyShould_LeaveNoFailure()
    {
        await using var app = await TestApp.StartAsync();
        using var visitor = await app.SignedInAsync();
        var project = await app.AddProjectAsync();
        using var foreign = new StringContent("{}", Encoding.UTF8);
        foreign.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=bogus");

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.SaveAsync(HttpMethod.Post, "/projects/nothing/secrets", new { key = "K", value = "synthetic", same = true })).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await visitor.SendAsync(HttpMethod.Post, $"/projects/{project}/tokens", foreign)).StatusCode);
        await app.ConfirmedAsync(DateTime.UtcNow.AddHours(-1));
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await visitor.SaveAsync(HttpMethod.Post, $"/projects/{project}/tokens", new { name = "n", environment = "development", read = true, days = "1" })).StatusCode);
        visitor.FormToken = "none";
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.SaveAsync(HttpMethod.Post, $"/projects/{project}/secrets", new { key = "K" })).StatusCode);
        // as another server on this host name may have set it
        var cookie = visitor.Cookies.GetAllCookies().First(each => each.Name.StartsWith("sd-form", StringComparison.Ordinal)).Name;
        visitor.Cookies.Add(new Uri(app.Address), new Cookie(cookie, "CfDJ8AAAA"));
        using var page = await visitor.OpenAsync("/account");
        await visitor.SignOutAsync();

        Assert.Empty(app.Log.Lines.Where(line => line.Level >= LogLevel.Error).Select(line => $"{line.Category} {line.Text}"));
    }

    [Fact]
    public async Task Page_ThatIsNotThere_IsNoFailureAndABrokenOneIs()
    {
        using var log = new LogCapture();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        var failures = new PageFailures(loggers.CreateLogger<PageFailures>());

        await failures.LogErrorAsync(new AccessDeniedException("missing"));
        Assert.Empty(log.Lines);
        await failures.LogErrorAsync(new InvalidOperationException("synthetic"));
        Assert.Contains("synthetic", Assert.Single(log.Lines).Text, StringComparison.Ordinal);
    }
}
