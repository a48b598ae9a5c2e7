using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace SecretsDashboard.Bench;

/// <summary>
/// Measures <c>GET /api/v1/secrets</c> beside a constant answer of the same length from the same process. Rounds of the two take turns,
/// so that what else happens on the machine hits both.
/// </summary>
internal sealed class DeliveryBench(BenchServer server, BenchOptions options, Report report)
{
    private const string Path = "/api/v1/secrets";

    private static readonly int[] Connections = [1, 16, 64];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (count, token) in server.Tokens)
        {
            await FillAsync(count, token, cancellationToken);
            // until everything is compiled as well as it will be
            using var warmUp = await CompareAsync(count, 16, token, rounds: 3, TimeSpan.FromSeconds(2), cancellationToken);
        }
        foreach (var (count, token) in server.Tokens)
        {
            foreach (var connections in Connections)
            {
                using var measured = await CompareAsync(count, connections, token, options.Rounds, TimeSpan.FromMilliseconds(options.Milliseconds), cancellationToken);
                report.AddDelivery(count, connections, measured);
            }
        }
        report.AddMemory(server.Memory);
    }

    private async Task<Comparison> CompareAsync(int count, int connections, string token, int rounds, TimeSpan time, CancellationToken cancellationToken)
    {
        var length = await LengthAsync(token, cancellationToken);
        var pair = new Comparison(length, new Load(server, $"{BenchStartup.Static}{length}", null), new Load(server, Path, token));
        await pair.Constant.OpenAsync(connections, cancellationToken);
        await pair.Delivery.OpenAsync(connections, cancellationToken);
        for (var round = 0; round < rounds; round++)
        {
            await pair.Constant.RoundAsync(time, cancellationToken);
            await pair.Delivery.RoundAsync(time, cancellationToken);
        }
        return pair;
    }

    private async Task FillAsync(int count, string token, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        // the same in every run, and of the sizes that keys and connection strings have
        var random = new Random(count);
        for (var index = 0; index < count; index++)
        {
            var value = random.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-", random.Next(20, 121));
            using var answer = await http.PutAsJsonAsync($"{Path}/BENCH_KEY_{index:000}", new { value }, cancellationToken);
            answer.EnsureSuccessStatusCode();
        }
    }

    private async Task<int> LengthAsync(string token, CancellationToken cancellationToken)
    {
        using var connection = await LoadConnection.OpenAsync(server.Address, Path, token, cancellationToken);
        return await connection.AskAsync(cancellationToken);
    }
}
