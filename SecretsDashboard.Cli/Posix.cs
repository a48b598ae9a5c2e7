using System.Runtime.InteropServices;

namespace SecretsDashboard.Cli;

/// <summary>
/// The calls of the C library that .NET does not offer: becoming a command, and what the system says of limits, files and standard streams. It
/// decides nothing; nothing here may be called on Windows but <see cref="MayBeRegular"/>.
/// </summary>
internal static unsafe partial class Posix
{
    public const int NotFound = 2;
    public const int TooBig = 7;
    public const int AccessDenied = 13;

    private const int Interrupted = 4;
    private const int BrokenPipe = 32;
    private const int GetFileFlags = 1;
    private const int CloseOnExec = 1;
    private const int PipeSignal = 13;
    private const nint Ignore = 1;
    private const int SetMask = 2;
    private const int StackLimit = 3;
    private const int OpenFilesLimit = 7;
    private const int CurrentFolder = -100;
    private const uint TypeAndMode = 0x1 | 0x2;
    private const int StatxSize = 256;
    private const int ModeAt = 28;

    /// <summary>This process's variables as NAME=value, byte for byte as it got them: .NET replaces what is not UTF-8.</summary>
    public static List<byte[]> OwnVariables()
    {
        var variables = new List<byte[]>();
        for (var variable = *Variables(); variable is not null && *variable is not null; variable++)
        {
            variables.Add(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(*variable).ToArray());
        }

        return variables;
    }

    /// <summary>
    /// Becomes the command, found on PATH as a shell finds it: same process id, terminal and open standard streams. Returns
    /// only when that failed, with the system's error number.
    /// </summary>
    public static int Become(IReadOnlyList<byte[]> command, IReadOnlyList<byte[]> variables)
    {
        var arguments = Block(command);
        *Variables() = Block(variables);

        // the runtime ignores SIGPIPE, and what is ignored or blocked stays so in the command
        _ = Signal(PipeSignal, 0);
        var none = stackalloc ulong[16];
        new Span<ulong>(none, 16).Clear();
        _ = SigProcMask(SetMask, none, null);

        _ = ExecVp(arguments[0], arguments);
        return Marshal.GetLastPInvokeError();
    }

    /// <summary>
    /// False if this process was started with that standard stream closed. Its number may stand for something else by now, but what .NET opens is
    /// closed when a command starts, and what a process was given is not.
    /// </summary>
    public static bool IsGiven(int stream) => FileControl(stream, GetFileFlags) is var flags && flags >= 0 && (flags & CloseOnExec) == 0;

    /// <summary>Writes all of it; false if the system refused. A pipe that nobody reads any more counts as written.</summary>
    public static bool TryWrite(int stream, ReadOnlySpan<byte> bytes)
    {
        _ = Signal(PipeSignal, Ignore);
        while (!bytes.IsEmpty)
        {
            var written = Write(stream, bytes, bytes.Length);
            var error = written < 0 ? Marshal.GetLastPInvokeError() : 0;
            if (error is not (0 or Interrupted))
            {
                return error == BrokenPipe;
            }

            bytes = bytes[(int)Math.Max(written, 0)..];
        }

        return true;
    }

    /// <summary>How many bytes the stack of a new process may have; null: any number, or the system does not say.</summary>
    public static ulong? StackBytes() => Limit(StackLimit);

    /// <summary>How many files this process may have open at once; null: any number, or the system does not say.</summary>
    public static ulong? OpenFiles() => OperatingSystem.IsLinux() ? Limit(OpenFilesLimit) : null;

    /// <summary>False if the path leads to something that is known not to be a regular file.</summary>
    public static bool MayBeRegular(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        Span<byte> status = stackalloc byte[StatxSize];
        return Statx(CurrentFolder, path, 0, TypeAndMode, status) != 0 || (MemoryMarshal.Read<ushort>(status[ModeAt..]) & 0xF000) == 0x8000;
    }

    private static ulong? Limit(int resource)
    {
        var limit = stackalloc ulong[2];
        return GetRLimit(resource, limit) == 0 && *limit < long.MaxValue ? *limit : null;
    }

    private static byte*** Variables() => OperatingSystem.IsMacOS()
        ? NsGetEnviron()
        : (byte***)NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "environ");

    // never freed: this process is about to be replaced
    private static byte** Block(IReadOnlyList<byte[]> strings)
    {
        var block = (byte**)NativeMemory.AllocZeroed((nuint)strings.Count + 1, (nuint)sizeof(byte*));
        for (var at = 0; at < strings.Count; at++)
        {
            block[at] = (byte*)NativeMemory.AllocZeroed((nuint)strings[at].Length + 1);
            strings[at].CopyTo(new Span<byte>(block[at], strings[at].Length));
        }

        return block;
    }

    [LibraryImport("libc", EntryPoint = "execvp", SetLastError = true)]
    private static partial int ExecVp(byte* file, byte** arguments);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Signal(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "sigprocmask")]
    private static partial int SigProcMask(int how, ulong* set, ulong* old);

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetRLimit(int resource, ulong* limit);

    [LibraryImport("libc", EntryPoint = "_NSGetEnviron")]
    private static partial byte*** NsGetEnviron();

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int FileControl(int file, int command);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int file, ReadOnlySpan<byte> bytes, nint length);

    // struct statx is the same on every architecture, unlike struct stat
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> buffer);
}
