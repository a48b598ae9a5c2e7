using System.Diagnostics;

namespace SecretsDashboard.Bench;

/// <summary>
/// The product's server, published, as a process of its own at a free loopback port, with its own settings for the runtime, its limits off and
/// its data in a folder of the benchmark. The one thing added is <see cref="BenchStartup"/>.
/// </summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private const string Dependencies = "SecretsDashboard.Bench.deps.json";

    private readonly Process process;

    private BenchServer(Process process) => this.process = process;

    public Uri Address { get; private set; } = null!;

    /// <summary>Tokens by the number of secrets of their environment.</summary>
    public IReadOnlyDictionary<int, string> Tokens { get; private set; } = null!;

    /// <summary>What it needs of the processors so far.</summary>
    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory now and at its highest, in bytes.</summary>
    public (long Now, long Peak) Memory
    {
        get
        {
            process.Refresh();
            return (process.WorkingSet64, process.PeakWorkingSet64);
        }
    }

    public static async Task<BenchServer> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var program = Path.Combine(folder, "server");
        await Publishing.PublishServerAsync(program, cancellationToken);
        foreach (var added in new[] { "SecretsDashboard.Bench.dll", "Microsoft.Playwright.dll", Dependencies })
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, added), Path.Combine(program, added));
        }
        var start = new ProcessStartInfo(Publishing.DotNet,
        [
            "exec", "--depsfile", Path.Combine(program, Dependencies), "--runtimeconfig", Path.Combine(program, "SecretsDashboard.runtimeconfig.json"),
            Path.Combine(program, "SecretsDashboard.dll"), "--Urls=http://127.0.0.1:0", $"--Storage:Directory={Path.Combine(folder, "data")}",
            $"--Encryption:MasterKeyFile={Path.Combine(folder, "keys", "master.key")}", "--Limits:TokenRequestsPerSecond=0", "--Limits:FailedTokensPerMinute=0",
        ])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Publishing.ForgetSettings(start);
        start.Environment["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = "SecretsDashboard.Bench";
        var server = new BenchServer(Process.Start(start)!);
        try
        {
            await server.ReadReadyAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (TimeoutException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
        process.Dispose();
    }

    private async Task ReadReadyAsync(CancellationToken cancellationToken)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(BenchData.Ready, StringComparison.Ordinal) && line.Split(' ') is [_, var address, var few, var many])
            {
                Address = new Uri(address);
                Tokens = new Dictionary<int, string> { [20] = few, [100] = many };
                // else it would wait for a reader one day
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return;
            }
        }
        throw new InvalidOperationException("The server ended before it was ready; what it said on standard error is above.");
    }
}
