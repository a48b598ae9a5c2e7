using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Shell;

/// <summary>The real server is asked to end while people and programs use it: it ends at once, and nothing that it counted is lost.</summary>
[Collection(Alone.Name)]
public sealed class ServerStopTests
{
    private const int Tabs = 3;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Stop_OpenTabsAndAProgramThatPolls_EndsWithinTwoSecondsAndTellsTheCounts()
    {
        using var folder = new ServerFolder();
        string token;
        Visitor visitor;
        await using (var first = await FirstProject.MakeAsync(folder, "stop"))
        {
            visitor = first.Visitor;
            token = await first.MintAsync("development", "poller");
        }
        await using var server = await ServerProcess.StartAsync(folder, new Uri(visitor.Address).Port);
        var tabs = new List<Task>();
        for (var tab = 0; tab < Tabs; tab++)
        {
            var client = await CircuitClient.OpenAsync(visitor);
            Assert.NotEmpty(await client.StartCircuitAsync());
            tabs.Add(ConnectAgainAsync(client));
        }
        var delivered = 0;
        var polling = Task.Run(PollAsync);
        while (Volatile.Read(ref delivered) < 20)
        {
            await Task.Delay(20);
        }

        var watch = Stopwatch.StartNew();
        Assert.Equal(0, await server.StopAsync());
        var took = watch.Elapsed;

        await polling;
        await Task.WhenAll(tabs);
        visitor.Dispose();
        Assert.True(took <= Bound, $"the server took {took.TotalSeconds:0.0} s to end");
        await using var opened = await OpenedFolder.OpenAsync(folder);
        await using var db = await opened.Services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        var lines = await db.Audit.AsNoTracking().Where(entry => entry.Action == AuditAction.SecretsDelivered || entry.Action == AuditAction.SecretsDeliveredAgain).ToListAsync();
        var told = lines.Sum(entry => AuditBody.Read(entry.Body)!.Line.Reads?.Count ?? 1);
        Assert.True(told >= delivered, $"{told} of {delivered} deliveries are on record");

        // as a browser does: at once when it is cut off, and for as long as somebody listens
        async Task ConnectAgainAsync(CircuitClient client)
        {
            while (true)
            {
                await client.WaitUntilClosedAsync(TimeSpan.FromMinutes(1));
                await client.DisposeAsync();
                do
                {
                    try
                    {
                        client = await CircuitClient.OpenAsync(visitor);
                        break;
                    }
                    catch (WebSocketException exception) when (exception.InnerException is not HttpRequestException)
                    {
                        // refused for now
                    }
                    catch (WebSocketException)
                    {
                        return;
                    }
                }
                while (true);
            }
        }

        async Task PollAsync()
        {
            using var http = new HttpClient { BaseAddress = new Uri(server.Address) };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            try
            {
                while (true)
                {
                    using var answer = await http.GetAsync(new Uri("/api/v1/secrets", UriKind.Relative));
                    if (answer.IsSuccessStatusCode)
                    {
                        Interlocked.Increment(ref delivered);
                    }
                    await Task.Delay(10);
                }
            }
            catch (HttpRequestException)
            {
                // the server is gone
            }
        }
    }
}
