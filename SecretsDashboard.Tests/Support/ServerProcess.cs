using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace SecretsDashboard.Tests.Support;

/// <summary>
/// The real server as a process of its own, from the built output: for exit codes, and to be killed. It reads the set-up code
/// from the server's output and prints none of it.
/// </summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder errors = new();
    private readonly TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process) => this.process = process;

    /// <summary>With localhost, as people type it, and without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    public int Port => new Uri(Address).Port;

    public int Id => process.Id;

    /// <summary>Standard output so far.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    public string Errors
    {
        get
        {
            lock (errors)
            {
                return errors.ToString();
            }
        }
    }

    public int SetUpLinks => SetUpLink().Count(Output);

    public string SetUpCode => SetUpLink().Match(Output).Groups[1].Value;

    /// <summary>Starts a server and waits until it listens.</summary>
    public static async Task<ServerProcess> StartAsync(ServerFolder folder, int port = 0, params string[] arguments)
    {
        var server = Run(AppContext.BaseDirectory, folder.Root, [$"--Urls=http://127.0.0.1:{port}", .. folder.Settings, .. arguments]);
        await server.WaitUntilListeningAsync();
        return server;
    }

    /// <summary>Starts one that may have this many files and connections open at once.</summary>
    public static ServerProcess RunWithOpenFiles(int limit, ServerFolder folder) =>
        Run(new ProcessStartInfo("sh", ["-c", $"ulimit -n {limit}; exec \"$@\"", "sh", DotNet, Path.Combine(AppContext.BaseDirectory, "SecretsDashboard.dll"), "--Urls=http://127.0.0.1:0", .. folder.Settings]), folder.Root);

    /// <summary>Runs the program in <paramref name="program"/> from the folder <paramref name="from"/>.</summary>
    public static ServerProcess Run(string program, string from, params string[] arguments) =>
        Run(new ProcessStartInfo(DotNet, [Path.Combine(program, "SecretsDashboard.dll"), .. arguments]), from);

    private static ServerProcess Run(ProcessStartInfo start, string from)
    {
        (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError) = (from, true, true);
        // what this machine has set must not decide what a test sees
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name.Contains("__", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }
        // what only a server pays back that runs for long
        start.Environment["DOTNET_TieredPGO"] = "0";
        var server = new ServerProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        server.process.OutputDataReceived += (_, line) => server.Read(server.output, line.Data);
        server.process.ErrorDataReceived += (_, line) => server.Read(server.errors, line.Data);
        server.process.Start();
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        return server;
    }

    /// <summary>The program that runs this test run.</summary>
    public static string DotNet => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";

    public async Task WaitUntilListeningAsync()
    {
        await Task.WhenAny(listening.Task, process.WaitForExitAsync()).WaitAsync(Patience);
        Assert.True(listening.Task.IsCompleted, $"the server ended with exit code {(process.HasExited ? process.ExitCode : 0)}: {Errors}");
    }

    /// <summary>Waits until it ends by itself and answers its exit code.</summary>
    public async Task<int> ExitCodeAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    /// <summary>As <c>kill -9</c> does: it gets no chance to do anything any more.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Asks it to end, as a service manager does.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync();
        return await ExitCodeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }
        process.Dispose();
    }

    private void Read(StringBuilder text, string? line)
    {
        if (line is null)
        {
            return;
        }
        lock (text)
        {
            text.AppendLine(line);
        }
        if (Address == "" && Listening().Match(line) is { Success: true } match)
        {
            Address = $"http://localhost:{match.Groups[1].Value}";
        }
        if (line.Contains("Application started.", StringComparison.Ordinal))
        {
            listening.TrySetResult();
        }
    }

    [GeneratedRegex("Now listening on: http://[^:]+:([0-9]+)")]
    private static partial Regex Listening();

    [GeneratedRegex("^Create the owner account: http://localhost:[0-9]+/setup#([0-9a-f]{32})\r?$", RegexOptions.Multiline)]
    private static partial Regex SetUpLink();
}
