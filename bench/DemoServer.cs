using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SecretsDashboard.Bench;

/// <summary>A published server as a process of its own at a free loopback port, with the demo data that its own command made, in a folder of the benchmark.</summary>
internal sealed partial class DemoServer : IAsyncDisposable
{
    private readonly Process process;

    private DemoServer(Process process, string password) => (this.process, Password) = (process, password);

    public Uri Address { get; private set; } = null!;

    /// <summary>Of ada@example.com, the owner.</summary>
    public string Password { get; }

    /// <param name="program">Where the server was published.</param>
    /// <param name="folder">For its data; new.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<DemoServer> StartAsync(string program, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        string[] settings = [$"--Storage:Directory={Path.Combine(folder, "data")}", $"--Encryption:MasterKeyFile={Path.Combine(folder, "keys", "master.key")}"];
        using var filling = Start(program, folder, ["demo", .. settings]);
        string printed;
        try
        {
            printed = await filling.StandardOutput.ReadToEndAsync(cancellationToken);
            await filling.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            filling.Kill();
        }
        var server = new DemoServer(Start(program, folder, ["--Urls=http://127.0.0.1:0", "--Limits:TokenRequestsPerSecond=0", .. settings]), PasswordIn().Match(printed).Value);
        try
        {
            await server.ReadAddressAsync(cancellationToken);
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
        // its data goes with it
        process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private static Process Start(string program, string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Publishing.DotNet, [Path.Combine(program, "SecretsDashboard.dll"), .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        Publishing.ForgetSettings(start);
        return Process.Start(start)!;
    }

    private async Task ReadAddressAsync(CancellationToken cancellationToken)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                // by this name browsers take it for a safe place
                Address = new Uri($"http://localhost:{match.Groups[1].Value}");
            }
            if (line.Contains("Application started.", StringComparison.Ordinal))
            {
                // else it would wait for a reader one day
                _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return;
            }
        }
        throw new InvalidOperationException("The server ended before it was ready; what it said on standard error is above.");
    }

    [GeneratedRegex("[a-z0-9]{5}(-[a-z0-9]{5}){3}")]
    private static partial Regex PasswordIn();

    [GeneratedRegex("Now listening on: http://[^:]+:([0-9]+)")]
    private static partial Regex Listening();
}
