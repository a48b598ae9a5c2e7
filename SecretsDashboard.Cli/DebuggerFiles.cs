using System.Globalization;
using System.Runtime.CompilerServices;

namespace SecretsDashboard.Cli;

/// <summary>
/// The pipes and the socket that .NET makes in the temporary folder for debuggers. .NET removes them when a process ends, but not when it becomes a
/// command. A native client has none. The variable that turns them off would have to be set before the start, and the command would see it.
/// </summary>
internal static class DebuggerFiles
{
    /// <summary>Removes those of this process.</summary>
    public static void Remove()
    {
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            return;
        }

        try
        {
            // with the time of the start, because processes that share the folder may share the number
            var start = OperatingSystem.IsLinux() ? StartTime() : "*";
            var pattern = string.Create(CultureInfo.InvariantCulture, $"*-{Environment.ProcessId}-{start}-*");
            foreach (var file in Directory.EnumerateFiles(Path.GetTempPath(), pattern).Where(IsOwn))
            {
                File.Delete(file);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // what cannot be removed harms nobody
        }
    }

    private static bool IsOwn(string file) =>
        Path.GetFileName(file) is var name && (name.StartsWith("clr-debug-pipe-", StringComparison.Ordinal) || name.StartsWith("dotnet-diagnostic-", StringComparison.Ordinal));

    // the 22nd field of proc_pid_stat(5); the second, a name in brackets, may hold anything
    private static string StartTime()
    {
        var fields = File.ReadAllText("/proc/self/stat");
        return fields[fields.LastIndexOf(')')..].Split(' ')[20];
    }
}
