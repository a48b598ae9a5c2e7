using System.Diagnostics;

namespace SecretsDashboard.Bench;

/// <summary>Publishes a project of the solution, as people do who install it: what is measured is what they run.</summary>
internal static class Publishing
{
    /// <summary>The server, as it was built with the benchmark.</summary>
    public static Task PublishServerAsync(string folder, CancellationToken cancellationToken) =>
        RunAsync("SecretsDashboard", folder, cancellationToken, "--no-build", "-c", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name);

    /// <summary>What this machine has set must not decide what is measured.</summary>
    public static void ForgetSettings(ProcessStartInfo start)
    {
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name.Contains("__", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }
    }

    public static async Task RunAsync(string project, string folder, CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo(DotNet, ["publish", Path.Combine(Root(), project), "-o", folder, "-nodeReuse:false", .. arguments]) { RedirectStandardOutput = true };
        using var publish = Process.Start(start)!;
        var output = publish.StandardOutput.ReadToEndAsync(CancellationToken.None);
        try
        {
            await publish.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            publish.Kill(entireProcessTree: true);
            throw;
        }
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException(await output);
        }
    }

    /// <summary>The program that runs this one.</summary>
    public static string DotNet => Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SecretsDashboard.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The benchmark does not lie below SecretsDashboard.sln.");
        }
        return folder.FullName;
    }
}
