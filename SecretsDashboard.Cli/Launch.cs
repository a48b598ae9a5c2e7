using System.Collections;
using System.Diagnostics;
using System.Text;

namespace SecretsDashboard.Cli;

/// <summary>
/// Starts the command. On Unix this process becomes it, with its own signals, exit code and terminal; on Windows it is a child
/// whose exit code is passed on. It refuses what the system would not take before it tries.
/// </summary>
internal static class Launch
{
    /// <summary>Returns only where the command is a child: with its exit code.</summary>
    /// <exception cref="ClientFailure">It was not started: 126 not executable, 127 not found, 65 too much to hand over.</exception>
    public static int Start(string[] command, ChildVariables secrets, bool preserve) =>
        OperatingSystem.IsWindows() ? AsChild(command, secrets, preserve) : InPlace(command, secrets, preserve);

    private static int InPlace(string[] command, ChildVariables secrets, bool preserve)
    {
        var arguments = Arguments(command);
        var variables = secrets.Over(Posix.OwnVariables(), preserve);
        StartLimits.Check(arguments, variables);
        DebuggerFiles.Remove();
        var error = Posix.Become(arguments, variables);
        throw error switch
        {
            Posix.TooBig => StartLimits.Refused("the system takes less"),
            Posix.NotFound => NotFound(command[0]),
            Posix.AccessDenied => NotExecutable(command[0], "permission denied"),
            _ => NotExecutable(command[0], $"the system's error {error}"),
        };
    }

    // as this process got them: .NET replaces what is not UTF-8, and file names need not be
    private static IReadOnlyList<byte[]> Arguments(string[] command)
    {
        if (command.Any(static argument => argument.Contains('\uFFFD')) && OperatingSystem.IsLinux())
        {
            var all = File.ReadAllBytes("/proc/self/cmdline");
            var own = new List<byte[]>();
            for (var at = 0; at < all.Length; at += own[^1].Length + 1)
            {
                var end = Array.IndexOf(all, (byte)0, at);
                own.Add(all[at..(end < 0 ? all.Length : end)]);
            }

            return own[^command.Length..];
        }

        return [.. command.Select(Encoding.UTF8.GetBytes)];
    }

    private static int AsChild(string[] command, ChildVariables secrets, bool preserve)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false };
        var own = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(static entry => Encoding.UTF8.GetBytes($"{entry.Key}={entry.Value}"));
        start.Environment.Clear();
        foreach (var variable in secrets.Over(own, preserve).Select(Encoding.UTF8.GetString))
        {
            // from the second character: Windows keeps variables named =C:
            var equals = variable.IndexOf('=', 1);
            start.Environment[variable[..equals]] = variable[(equals + 1)..];
        }

        // Ctrl+C reaches both; the command decides what it means
        Console.CancelKeyPress += static (_, key) => key.Cancel = true;
        try
        {
            using var child = Process.Start(start)!;
            child.WaitForExit();
            return child.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            throw failure.NativeErrorCode is 2 or 3 ? NotFound(command[0]) : NotExecutable(command[0], $"the system's error {failure.NativeErrorCode}");
        }
    }

    private static ClientFailure NotFound(string command) =>
        new(ExitCode.NotFound, $"{PlainText.Of(command)}: command not found; check its name and PATH");

    private static ClientFailure NotExecutable(string command, string why) =>
        new(ExitCode.NotExecutable, $"{PlainText.Of(command)}: cannot be executed ({why}); check that it is a program and its mode");
}
