using System.Runtime.CompilerServices;

namespace SecretsDashboard.Cli;

/// <summary>How many files this program needs open at once. It refuses to go on with fewer: .NET would end in a core dump.</summary>
internal static class OpenFiles
{
    // measured: the native file does https with 12; the trimmed one opens its parts one by one and needs 50
    private const int Native = 16;
    private const int Trimmed = 64;

    /// <exception cref="ClientFailure">The system allows fewer.</exception>
    public static void Check()
    {
        var least = RuntimeFeature.IsDynamicCodeSupported ? Trimmed : Native;
        if (!OperatingSystem.IsWindows() && Posix.OpenFiles() < (ulong)least)
        {
            throw new ClientFailure(ExitCode.BadSettings, $"this program needs {least} open files and the system allows fewer; `ulimit -n {least}` before it, or LimitNOFILE of its service, allows them");
        }
    }
}
