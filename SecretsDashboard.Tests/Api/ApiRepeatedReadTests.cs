using System.Net;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Api;

/// <summary>What is kept of an answer is never an old one, another's, or of the other format.</summary>
public sealed class ApiRepeatedReadTests(ApiApp api) : IClassFixture<ApiApp>
{
    [Fact]
    public async Task Get_AgainAndAfterAChange_IsAlwaysWhatIsStoredNow()
    {
        var project = await api.App.AddProjectAsync();
        using var token = await TokenUser.MintAsync(api.App, project);
        using var other = await TokenUser.MintAsync(api.App, project, "production");
        await SameTwiceAsync(token, "", "\"secrets\":{}}");

        using var added = await token.PutAsync("A", """{"value":"one \"quoted\""}""");
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        await SameTwiceAsync(token, "", "\"secrets\":{\"A\":\"one \\\"quoted\\\"\"}}");
        await SameTwiceAsync(token, "?format=dotenv", "A='one \"quoted\"'\n");
        await SameTwiceAsync(other, "", "\"secrets\":{}}");

        using var changed = await token.PutAsync("A", """{"value":"two"}""");
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        await SameTwiceAsync(token, "", "\"secrets\":{\"A\":\"two\"}}");
        await SameTwiceAsync(token, "?format=dotenv", "A='two'\n");
    }

    private static async Task SameTwiceAsync(TokenUser token, string query, string end)
    {
        for (var time = 0; time < 2; time++)
        {
            using var answer = await token.GetAsync($"/api/v1/secrets{query}");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.EndsWith(end, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }
}
