using System.Diagnostics;

namespace SecretsDashboard.Bench;

/// <summary>Asks one thing over some connections at once and takes the time of every answer, in rounds that are added up.</summary>
internal sealed class Load(BenchServer server, string path, string? token) : IDisposable
{
    private readonly List<LoadConnection> connections = [];
    private readonly List<double> latencies = [];
    private readonly List<double> perSecond = [];
    private TimeSpan processor;

    /// <summary>Answers a second, one number for each round.</summary>
    public IReadOnlyList<double> PerSecond => perSecond;

    /// <summary>What an answer takes of the server's processors, in microseconds.</summary>
    public double Processor => processor.TotalMicroseconds / latencies.Count;

    /// <summary>Milliseconds within which this part of all answers came.</summary>
    public double Latency(double part)
    {
        latencies.Sort();
        return latencies[(int)(part * (latencies.Count - 1))];
    }

    public async Task OpenAsync(int count, CancellationToken cancellationToken)
    {
        while (connections.Count < count)
        {
            connections.Add(await LoadConnection.OpenAsync(server.Address, path, token, cancellationToken));
        }
    }

    public async Task RoundAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        var before = server.Processor;
        var start = Stopwatch.GetTimestamp();
        var rounds = await Task.WhenAll(connections.Select(connection => Task.Run(() => AskAsync(connection, start, length, cancellationToken), cancellationToken)));
        var took = Stopwatch.GetElapsedTime(start);
        processor += server.Processor - before;
        perSecond.Add(rounds.Sum(each => each.Count) / took.TotalSeconds);
        latencies.AddRange(rounds.SelectMany(each => each));
    }

    public void Dispose() => connections.ForEach(connection => connection.Dispose());

    private static async Task<List<double>> AskAsync(LoadConnection connection, long start, TimeSpan length, CancellationToken cancellationToken)
    {
        var times = new List<double>(4096);
        while (Stopwatch.GetElapsedTime(start) < length)
        {
            var sent = Stopwatch.GetTimestamp();
            await connection.AskAsync(cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }
        return times;
    }
}
