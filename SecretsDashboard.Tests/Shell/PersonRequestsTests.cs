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
        await UseUpAsync(visitor);

        using var page = await second.OpenAsync("/projects");
        using var saved = await second.SaveAsync(HttpMethod.Post, "/personal/secrets", new { key = "API_KEY", value = "synthetic", same = true });
        using var ofAnother = await other.OpenAsync("/projects");
        using var asset = await second.FetchAsync("/theme.css");
        using var account = await second.OpenAsync("/account");
        using var signedOut = await second.SignOutAsync();

        const string Sentence = "You ask for more than one person gets, 1 requests a second. Wait a second, then try again.";
        Assert.Equal((HttpStatusCode.TooManyRequests, "1", Sentence), (page.StatusCode, page.Headers.RetryAfter?.ToString(), await page.Content.ReadAsStringAsync()));
        Assert.Equal((HttpStatusCode.TooManyRequests, "1"), (saved.StatusCode, saved.Headers.RetryAfter?.ToString()));
        Assert.Contains(Sentence, await saved.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("text/plain", page.Content.Headers.ContentType?.MediaType);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Redirect], new[] { ofAnother, asset, account, signedOut }.Select(answer => answer.StatusCode));
    }

    private static async Task UseUpAsync(Visitor visitor)
    {
        await Parallel.ForAsync(0, 60, async (_, _) =>
        {
            using var answer = await visitor.FetchAsync("/projects");
        });
    }
}
