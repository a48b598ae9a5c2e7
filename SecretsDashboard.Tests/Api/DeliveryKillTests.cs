using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Api;

/// <summary>
/// Two thousand requests of six programs, mixed, with a kill -9 in the middle. Whatever was delivered has its entry in the chain, the
/// counts lack at most what was delivered in the last seconds before the kill, and no program ever saw another environment's value.
/// </summary>
public sealed class DeliveryKillTests
{
    private const int Half = 1000;
    private const int Workers = 8;

    // no value leaves on a count that is older and not written
    private static readonly TimeSpan MayBeMissing = TimeSpan.FromSeconds(5);

    private readonly ConcurrentBag<(string Token, string What, DateTime At)> received = [];
    private readonly List<(string Name, string Environment, string Text)> tokens = [];
    private int asked;
    private int answered;

    [Fact]
    public async Task Deliveries_ServerKilledMeanwhile_AreAllOnRecord()
    {
        using var folder = new ServerFolder();
        await SetUpAsync(folder);
        DateTime killed;
        await using (var server = await StartAsync(folder))
        {
            // a tenth of a second between two of a worker: the counts are told twice before the kill
            var workers = Work(server, TimeSpan.FromMilliseconds(100));
            while (Volatile.Read(ref answered) < Half && workers.Any(worker => !worker.IsCompleted))
            {
                await Task.Delay(20);
            }
            killed = DateTime.UtcNow;
            await server.KillAsync();
            await Task.WhenAll(workers);
        }
        var before = answered;
        await using (var server = await StartAsync(folder))
        {
            answered = 0;
            var workers = Work(server, TimeSpan.Zero);
            while (Volatile.Read(ref answered) < Half && workers.Any(worker => !worker.IsCompleted))
            {
                await Task.Delay(20);
            }
            Assert.Equal(0, await server.StopAsync());
            await Task.WhenAll(workers);
        }
        Assert.True(before >= Half && answered >= Half, $"{before} and {answered} were answered");

        await using var opened = await OpenedFolder.OpenAsync(folder);
        Assert.Null(await opened.AuditFaultAsync());
        var (firsts, counts) = await RecordedAsync(opened);
        Assert.All(received.Select(delivery => (delivery.Token, delivery.What)).Distinct(), delivered => Assert.True(firsts.Contains(delivered), $"{delivered} is not on record"));
        foreach (var group in received.GroupBy(delivery => (delivery.Token, delivery.What)))
        {
            var certain = group.Count(delivery => delivery.At < killed - MayBeMissing || delivery.At > killed);
            Assert.True(counts[group.Key] >= certain, $"{group.Key}: {counts[group.Key]} on record of at least {certain}");
        }
        Assert.True(counts.Values.Sum() <= asked, "more is on record than was asked for");
        Assert.True(received.Count(delivery => delivery.At < killed - MayBeMissing) > Half / 10, "the kill came too early to tell anything");
    }

    private List<Task> Work(ServerProcess server, TimeSpan pause) => [.. Enumerable.Range(0, Workers).Select(number => Task.Run(() => WorkAsync(server.Address, new Random(number), pause)))];

    /// <summary>Asks and sets, as it comes, until the server is gone.</summary>
    private async Task WorkAsync(string address, Random random, TimeSpan pause)
    {
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        while (true)
        {
            var token = tokens[random.Next(tokens.Count)];
            var key = $"KEY_{random.Next(3)}";
            var request = random.Next(20) switch
            {
                0 => new HttpRequestMessage(HttpMethod.Put, $"/api/v1/secrets/{key}") { Content = Visitor.Json($$"""{"value":"{{token.Environment}}-{{random.Next()}}"}""") },
                < 4 => new HttpRequestMessage(HttpMethod.Get, $"/api/v1/secrets/{key}"),
                _ => new HttpRequestMessage(HttpMethod.Get, "/api/v1/secrets"),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Text);
            try
            {
                Interlocked.Increment(ref asked);
                using var answer = await http.SendAsync(request);
                Received(token, await answer.Content.ReadAsStringAsync(), request.Method == HttpMethod.Get && answer.IsSuccessStatusCode);
                Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NotFound, $"{answer.StatusCode}");
                Interlocked.Increment(ref answered);
            }
            catch (HttpRequestException)
            {
                return;
            }
            await Task.Delay(pause);
        }
    }

    private void Received((string Name, string Environment, string Text) token, string body, bool isDelivery)
    {
        if (!isDelivery)
        {
            return;
        }
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        var isAll = root.TryGetProperty("secrets", out var secrets);
        var values = isAll ? secrets.EnumerateObject().Select(each => each.Value.GetString()!) : [root.GetProperty("value").GetString()!];
        Assert.All(values, value => Assert.StartsWith($"{token.Environment}-", value, StringComparison.Ordinal));
        received.Add((token.Name, isAll ? root.GetProperty("revision").GetInt64().ToString() : root.GetProperty("key").GetString()!, DateTime.UtcNow));
    }

    private static async Task<(HashSet<(string, string)> Firsts, Dictionary<(string, string), long> Counts)> RecordedAsync(OpenedFolder opened)
    {
        await using var db = await opened.Services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        var entries = await db.Audit.AsNoTracking().Where(entry => entry.Action == AuditAction.SecretsDelivered || entry.Action == AuditAction.SecretsDeliveredAgain).ToListAsync();
        var told = entries.Select(entry => AuditBody.Read(entry.Body)!).Select(entry => (
            What: (entry.Actor.Name!, entry.Line.TargetName ?? entry.Line.Revision!.Value.ToString()),
            Count: entry.Line.Reads?.Count ?? 1,
            IsFirst: entry.Line.Action == AuditAction.SecretsDelivered)).ToList();
        return ([.. told.Where(entry => entry.IsFirst).Select(entry => entry.What)], told.GroupBy(entry => entry.What).ToDictionary(group => group.Key, group => group.Sum(entry => entry.Count)));
    }

    private static Task<ServerProcess> StartAsync(ServerFolder folder) => ServerProcess.StartAsync(folder, 0, "--Limits:TokenRequestsPerSecond=0");

    private async Task SetUpAsync(ServerFolder folder)
    {
        await using var first = await FirstProject.MakeAsync(folder, "stream");
        first.Visitor.Dispose();
        foreach (var environment in (string[])["development", "staging", "production"])
        {
            foreach (var name in (string[])[$"{environment} 1", $"{environment} 2"])
            {
                tokens.Add((name, environment, await first.MintAsync(environment, name)));
            }
        }
    }
}
