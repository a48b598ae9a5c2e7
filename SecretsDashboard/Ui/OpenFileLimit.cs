using System.Runtime.InteropServices;

namespace SecretsDashboard.Ui;

/// <summary>
/// How many files and connections the system lets this process have open at once (<c>RLIMIT_NOFILE</c>, the soft limit, which .NET raises
/// to the hard one when it starts). It only reads.
/// </summary>
internal static partial class OpenFileLimit
{
    /// <summary>
    /// What the server needs for itself, however few connect: the program's parts, which .NET keeps open (340 files before the first request), the
    /// database's files, those of a request at work.
    /// </summary>
    public const int Own = 512;

    /// <summary>The smallest limit with which the server starts.</summary>
    public const int Least = Own + (Own / 2);

    /// <summary>The limit; <see cref="int.MaxValue"/> where there is none, or it cannot be read.</summary>
    public static int Read() => GetLimit(OperatingSystem.IsMacOS() ? 8 : 7, out var limit) == 0 ? (int)Math.Min(limit.Soft, int.MaxValue) : int.MaxValue;

    /// <summary>The sentence that says what is wrong with the limit; null: nothing.</summary>
    public static string? Problem(int limit) => limit >= Least ? null
        : $"The limit of open files is {limit}; at least {Least} are needed. Raise it: LimitNOFILE= in a service unit, ulimit -n in a shell.";

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private struct Limit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
