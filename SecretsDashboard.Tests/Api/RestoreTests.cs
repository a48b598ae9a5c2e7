using System.Net;
using System.Net.Http.Headers;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Api;

/// <summary>Revisions count on from what a restored copy says; no ETag of the lost future fits the new one.</summary>
public sealed class RestoreTests
{
    [Fact]
    public async Task ETag_OlderCopyRestoredAndChangedAnew_IsNotTheOneFromBefore()
    {
        using var folder = new ServerFolder();
        string token;
        await using (var first = await FirstProject.MakeAsync(folder, "bot"))
        {
            first.Visitor.Dispose();
            token = await first.MintAsync("development", "web");
        }
        using var copy = folder.Copy();

        string tag;
        await using (var server = await ServerProcess.StartAsync(folder))
        {
            using var http = Program(server, token);
            await SetAsync(http, "before");
            tag = await TagAsync(http, "before");
            await server.StopAsync();
        }
        await using (var server = await ServerProcess.StartAsync(folder))
        {
            using var http = Program(server, token);
            using var restarted = await AskAsync(http, tag);
            Assert.Equal(HttpStatusCode.NotModified, restarted.StatusCode);
        }
        await using (var server = await ServerProcess.StartAsync(copy))
        {
            using var http = Program(server, token);
            await SetAsync(http, "after");
            using var answer = await AskAsync(http, tag);

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("\"revision\":1,\"secrets\":{\"A\":\"after\"}", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private static HttpClient Program(ServerProcess server, string token)
    {
        var http = new HttpClient { BaseAddress = new Uri(server.Address) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    private static async Task SetAsync(HttpClient http, string value)
    {
        using var answer = await http.PutAsync("/api/v1/secrets/A", Visitor.Json($$"""{"value":"{{value}}"}"""));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    private static async Task<string> TagAsync(HttpClient http, string value)
    {
        using var answer = await http.GetAsync("/api/v1/secrets");
        Assert.Contains($"\"revision\":1,\"secrets\":{{\"A\":\"{value}\"}}", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        return answer.Headers.ETag!.ToString();
    }

    private static async Task<HttpResponseMessage> AskAsync(HttpClient http, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/secrets");
        request.Headers.Add("If-None-Match", tag);
        return await http.SendAsync(request);
    }
}
