using System.Net;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Shell;

/// <summary>One person's requests are counted together; what is too much says so and costs nobody else anything.</summary>
public sealed class PersonRequestsTests
{
    [Fact]
    public async Task Request_MoreThanOnePersonGets_Answers429WithASentence()
    {
        await using var app = await TestApp.StartAsync(("Limits:PersonRequestsPerSecond", "1"));
        using var visitor = await app.SignedInAsync();
        using var second = visitor.Twin();
        await app.AddPersonAsync("Grace Hopper", "grace@example.com");
        using var other = await app.SignedInAsync("grace@example.com");

        using var page = await RefusedAsync(visitor, () => second.OpenAsync("/projects"));
        using var saved = await RefusedAsync(visitor, () => second.SaveAsync(HttpMethod.Post, "/personal/secrets", new { key = "API_KEY", value = "synthetic", same = true }));
        using var ofAnother = await other.OpenAsync("/projects");
        using var asset = await second.FetchAsync("/theme.css");
        using var account = await second.OpenAsync("/account");
        using var signedOut = await second.SignOutAsync();

        Assert.DoesNotContain(app.Log.Lines, line => line.Level == Microsoft.Extensions.Logging.LogLevel.Error);
        Assert.Contains(app.Log.Lines, line => line.Text.Contains("reached the limit of Request", StringComparison.Ordinal));
        const string Sentence = "You ask for more than one person gets, 1 requests a second. Wait a second, then try again.";
        Assert.Equal((HttpStatusCode.TooManyRequests, "1"), (page.StatusCode, page.Headers.RetryAfter?.ToString()));
        Assert.Contains(Sentence, await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.TooManyRequests, "1"), (saved.StatusCode, saved.Headers.RetryAfter?.ToString()));
        Assert.Contains(Sentence, await saved.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Redirect], new[] { ofAnother, asset, account, signedOut }.Select(answer => answer.StatusCode));
    }

    // one request comes back each second, which on a busy machine may be this one
    private static async Task<HttpResponseMessage> RefusedAsync(Visitor visitor, Func<Task<HttpResponseMessage>> send)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            await Parallel.ForAsync(0, 30, async (_, _) =>
            {
                using var other = await visitor.FetchAsync("/projects");
            });
            var answer = await send();
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                return answer;
            }
            answer.Dispose();
        }
        throw new InvalidOperationException("It was never refused.");
    }
}
