using System.Diagnostics;

namespace SecretsDashboard.Tests.Support;

/// <summary>Finds a program that the tests need, and installs its package where it is missing and this user may.</summary>
internal static class DebianPackage
{
    /// <summary>The program's path; null: it is not there and could not be installed.</summary>
    public static async Task<string?> FindAsync(string package, params string[] programs)
    {
        if (Installed(programs) is { } found)
        {
            return found;
        }
        if (Environment.UserName == "root" && await RunAsync("apt-get", "update") == 0)
        {
            await RunAsync("apt-get", "install", "-y", "--no-install-recommends", package);
        }
        return Installed(programs);
    }

    public static string? Installed(params string[] programs) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
            .SelectMany(folder => programs.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync(), process.WaitForExitAsync());
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
