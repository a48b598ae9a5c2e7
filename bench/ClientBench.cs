using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SecretsDashboard.Bench;

/// <summary>Publishes the client and measures how long <c>secrets run -- true</c> takes with 20 secrets, beside <c>env true</c> and <c>true</c>, taking turns.</summary>
internal sealed class ClientBench(BenchServer server, string folder, Report report)
{
    private const int Starts = 31;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var published = Path.Combine(folder, "client");
        var system = OperatingSystem.IsMacOS() ? "osx" : "linux";
        var machine = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        await Publishing.RunAsync("SecretsDashboard.Cli", published, cancellationToken, "-c", "Release", "-r", $"{system}-{machine}");
        (string Name, string Program, string[] Arguments)[] commands =
        [
            ("`true`", "true", []),
            ("`env true`", "env", ["true"]),
            ("`secrets run -- true`", Path.Combine(published, "secrets"), ["run", "--", "true"]),
        ];
        var times = commands.Select(_ => new List<double>()).ToList();
        // the first start of each finds nothing in the page cache and is not counted
        for (var start = 0; start <= Starts; start++)
        {
            for (var index = 0; index < commands.Length; index++)
            {
                var took = await StartAsync(commands[index].Program, commands[index].Arguments, cancellationToken);
                if (start > 0)
                {
                    times[index].Add(took.TotalMilliseconds);
                }
            }
        }
        report.AddClient(commands.Select((command, index) => (command.Name, Report.Median(times[index]))).ToList());
    }

    private async Task<TimeSpan> StartAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder };
        start.Environment["HOME"] = folder;
        start.Environment["SECRETS_URL"] = server.Address.ToString();
        start.Environment["SECRETS_TOKEN"] = server.Tokens[20];
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(cancellationToken);
        var took = Stopwatch.GetElapsedTime(began);
        return process.ExitCode == 0 ? took : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
