using System.Globalization;
using System.Text;

namespace SecretsDashboard.Bench;

/// <summary>Collects what was measured, says which bars are reached, and writes it as Markdown.</summary>
internal sealed class Report(BenchOptions options)
{
    private readonly StringBuilder deliveries = new();
    private readonly StringBuilder others = new();
    private readonly List<(string Name, string Value, bool IsReached)> bars = [];

    public bool AllReached => bars.TrueForAll(bar => bar.IsReached);

    public string Text
    {
        get
        {
            var text = new StringBuilder()
                .AppendLine(Line($"Delivery beside a constant answer of the same length: {options.Rounds} rounds of {options.Milliseconds} ms each, {Environment.ProcessorCount} processors shared with the load, .NET {Environment.Version}"))
                .AppendLine()
                .AppendLine("| Secrets | Bytes | Connections | constant/s | delivery/s | ratio | constant p50 / p99 ms | delivery p50 / p99 ms | p99 ratio | server CPU µs constant / delivery |")
                .AppendLine("|---|---|---|---|---|---|---|---|---|---|")
                .Append(deliveries).AppendLine()
                .AppendLine("| Also | |").AppendLine("|---|---|").Append(others).AppendLine()
                .AppendLine("| Bar | Measured | |").AppendLine("|---|---|---|");
            bars.ForEach(bar => text.AppendLine(Line($"| {bar.Name} | {bar.Value} | {(bar.IsReached ? "reached" : "**not reached**")} |")));
            return text.ToString();
        }
    }

    public static double Median(IEnumerable<double> numbers)
    {
        var sorted = numbers.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    public void AddDelivery(int secrets, int connections, Comparison measured)
    {
        var (bytes, constant, delivery) = measured;
        // each round with its neighbour: what slowed the machine down slowed both
        var ratio = Median(constant.PerSecond.Zip(delivery.PerSecond, (one, other) => other / one));
        var (slow, slower) = (constant.Latency(0.99), delivery.Latency(0.99));
        deliveries.AppendLine(Line($"| {secrets} | {bytes} | {connections} | {Median(constant.PerSecond):0} | {Median(delivery.PerSecond):0} | {ratio:0.00} | {constant.Latency(0.5):0.000} / {slow:0.000} | {delivery.Latency(0.5):0.000} / {slower:0.000} | {slower / slow:0.0} | {constant.Processor:0} / {delivery.Processor:0} |"));
        var wanted = secrets == 20 ? 0.5 : 0.3;
        Bar(Line($"{secrets} secrets, {connections} connections: ≥ {wanted:0.0} of the constant answer's rate"), Line($"{ratio:0.00}"), ratio >= wanted);
        Bar(Line($"{secrets} secrets, {connections} connections: p99 < 5 × the constant answer's"), Line($"{slower / slow:0.0}"), slower < 5 * slow);
    }

    public void AddMemory((long Now, long Peak) memory)
    {
        const double MiB = 1024 * 1024;
        others.AppendLine(Line($"| memory of the server after the run, at its highest | {memory.Now / MiB:0} MiB, {memory.Peak / MiB:0} MiB |"));
        Bar("memory of the server < 200 MiB", Line($"{memory.Now / MiB:0} MiB"), memory.Now < 200 * MiB);
    }

    public void AddClient(IReadOnlyList<(string Command, double Milliseconds)> commands)
    {
        foreach (var (command, milliseconds) in commands)
        {
            others.AppendLine(Line($"| {command}, median | {milliseconds:0.0} ms |"));
        }
        Bar("start of the client < 15 ms", Line($"{commands[^1].Milliseconds:0.0} ms"), commands[^1].Milliseconds < 15);
    }

    private void Bar(string name, string value, bool isReached) => bars.Add((name, value, isReached));

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
