using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace SecretsDashboard.Encryption;

/// <summary>
/// The calls of the C library that .NET does not offer: owner and type of an open file, and making a folder's entries durable.
/// It only asks and synchronises; it refuses to judge.
/// </summary>
[SupportedOSPlatform("linux")]
internal static partial class Posix
{
    private const int CurrentFolder = -100;
    private const int EmptyPath = 0x1000;
    private const uint TypeModeAndOwner = 0x1 | 0x2 | 0x8;
    private const int StatxSize = 256;
    private const int OwnerAt = 20;
    private const int ModeAt = 28;
    private const int ReadOnlyCloseOnExec = 0x80000;

    /// <summary>The user this server runs as.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    internal static partial uint EffectiveUser();

    /// <summary>Type, permission bits and owner of what a path leads to, links followed; null if it cannot be asked.</summary>
    internal static (uint Type, uint Permissions, uint Owner)? StatusOf(string path)
    {
        Span<byte> buffer = stackalloc byte[StatxSize];
        return Statx(CurrentFolder, path, 0, TypeModeAndOwner, buffer) == 0 ? Read(buffer) : null;
    }

    /// <summary>The same of an open file: what was checked is what will be read.</summary>
    internal static (uint Type, uint Permissions, uint Owner)? StatusOf(SafeFileHandle file)
    {
        Span<byte> buffer = stackalloc byte[StatxSize];
        return Statx(file, "", EmptyPath, TypeModeAndOwner, buffer) == 0 ? Read(buffer) : null;
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

    // struct statx is the same on every architecture and in the byte order of the machine, unlike struct stat
    private static (uint Type, uint Permissions, uint Owner) Read(ReadOnlySpan<byte> statx)
    {
        uint mode = MemoryMarshal.Read<ushort>(statx[ModeAt..]);
        return (mode & 0xF000, mode & 0x0FFF, MemoryMarshal.Read<uint>(statx[OwnerAt..]));
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> buffer);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(SafeFileHandle folder, string path, int flags, uint mask, Span<byte> buffer);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenDescriptor(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Fsync(SafeFileHandle file);
}
