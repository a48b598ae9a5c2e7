using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Api;

/// <summary>How much of what was delivered still lies in the server's memory afterwards, over many connections.</summary>
public sealed class DeliveredMemoryTests
{
    private const int Connections = 64;
    private const int Secrets = 20;
    private const int Most = 10;

    [Fact]
    public async Task Deliver_OverManyConnections_LeavesFewCopiesInMemoryAndNoMoreTheNextTime()
    {
        var value = CanarySearch.Value(48);
        using var folder = new ServerFolder();
        string token;
        await using (var first = await FirstProject.MakeAsync(folder, "memory"))
        {
            first.Visitor.Dispose();
            token = await first.MintAsync("development", "program");
        }
        await using var server = await ServerProcess.StartAsync(folder, 0, "--Limits:TokenRequestsPerSecond=0");
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections }) { BaseAddress = new Uri(server.Address) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        for (var number = 0; number < Secrets; number++)
        {
            var each = number == Secrets / 2 ? value : $"another value, number {number}";
            using var stored = await http.PutAsync($"/api/v1/secrets/KEY_{number}", Visitor.Json($$"""{"value":"{{each}}"}"""));
            Assert.Equal(HttpStatusCode.Created, stored.StatusCode);
        }

        var sent = Encoding.ASCII.GetBytes(value);
        await DeliverAsync(http, value);
        var once = ProcessMemory.Copies(server.Id, sent);
        await DeliverAsync(http, value);
        var twice = ProcessMemory.Copies(server.Id, sent);

        Assert.True(once <= Most && twice <= Most, $"{once} copies after the first round, {twice} after the second");
        // what does stay is found: the server keeps each live token's public part as a string
        Assert.True(ProcessMemory.Copies(server.Id, Encoding.Unicode.GetBytes(token.Split('_')[1])) > 0, "the search finds nothing at all");
    }

    private static async Task DeliverAsync(HttpClient http, string value) => await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
    {
        for (var time = 0; time < 20; time++)
        {
            Assert.Contains(value, await http.GetStringAsync("/api/v1/secrets"), StringComparison.Ordinal);
        }
    }));
}
