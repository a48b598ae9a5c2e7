using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace SecretsDashboard.Encryption;

/// <summary>
/// The calls of the C library that .NET does not offer: the type of a file, and making a folder's entries durable.
/// It only asks and synchronises; it refuses to judge.
/// </summary>
[SupportedOSPlatform("linux")]
internal static partial class Posix
{
    private const int CurrentFolder = -100;
    private const uint OnlyType = 0x1;
    private const int StatxSize = 256;
    private const int ModeAt = 28;
    private const int ReadOnlyCloseOnExec = 0x80000;

    /// <summary>The type of what a path leads to, links followed; null if it cannot be asked.</summary>
    internal static uint? TypeOf(string path)
    {
        Span<byte> buffer = stackalloc byte[StatxSize];
        // struct statx is the same on every architecture and in the byte order of the machine, unlike struct stat
        return Statx(CurrentFolder, path, 0, OnlyType, buffer) == 0 ? (uint)MemoryMarshal.Read<ushort>(buffer[ModeAt..]) & 0xF000 : null;
    }

    /// <summary>fsync of a folder: a file just made in it survives a power cut. Answers false if the file system refuses.</summary>
    internal static bool SynchroniseFolder(string path)
    {
        var folder = OpenDescriptor(path, ReadOnlyCloseOnExec);
        if (folder < 0)
        {
            return false;
        }

        using var handle = new SafeFileHandle(folder, ownsHandle: true);
        return Fsync(handle) == 0;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> buffer);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenDescriptor(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Fsync(SafeFileHandle file);
}
