using System.Diagnostics;

namespace SecretsDashboard.Bench;

/// <summary>Publishes a project of the solution, as people do who install it: what is measured is what they run.</summary>
internal static class Publishing
{
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
