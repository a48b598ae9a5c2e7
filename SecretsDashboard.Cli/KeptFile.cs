using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace SecretsDashboard.Cli;

/// <summary>
/// Says whether a file with a key or a token is kept so that nobody else on this machine can read it: its owner's alone, or as orchestrators mount one,
/// which root owns and a group of this process may read, or which lies on a read-only mount of its own. The server and the client judge alike.
/// </summary>
[SupportedOSPlatform("linux")]
internal static partial class KeptFile
{
    private const int EmptyPath = 0x1000;
    private const uint TypeModeOwnerAndGroup = 0x1 | 0x2 | 0x8 | 0x10;
    private const int StatxSize = 256;
    private const int OwnerAt = 20;
    private const int GroupAt = 24;
    private const int ModeAt = 28;
    private const uint RegularFile = 0x8000;
    private const uint GroupBits = 0b111_000;
    private const uint OtherBits = 0b111;
    private const uint ReadBits = 0b100_100_100;
    private const uint OwnerWrite = 0b010_000_000;

    /// <summary>Why the open file must not be used, as the end of a sentence that begins with its name, with what mends it; null: it is well kept.</summary>
    /// <param name="file">The file that will be read.</param>
    /// <param name="path">Its path, for what mends it.</param>
    /// <param name="release">The setting that lets it be used all the same.</param>
    public static string? Problem(SafeFileHandle file, string path, string release)
    {
        Span<byte> status = stackalloc byte[StatxSize];
        if (Statx(file, "", EmptyPath, TypeModeOwnerAndGroup, status) != 0)
        {
            return "cannot be examined";
        }
        uint mode = MemoryMarshal.Read<ushort>(status[ModeAt..]);
        var (owner, group) = (MemoryMarshal.Read<uint>(status[OwnerAt..]), MemoryMarshal.Read<uint>(status[GroupAt..]));
        return (mode & 0xF000) != RegularFile ? "is not a regular file"
            : Problem(mode & 0x0FFF, owner, group, EffectiveUser(), Groups(), FileMount.Of(file), path, release);
    }

    /// <summary>The rule itself.</summary>
    internal static string? Problem(uint permissions, uint owner, uint group, uint user, IReadOnlyCollection<uint> groups, FileMount mount, string path, string release)
    {
        var isReadAlone = (permissions & ~(ReadBits | OwnerWrite)) == 0;
        var isPrivate = (permissions & (GroupBits | OtherBits)) == 0;
        if (isReadAlone && (owner == user ? isPrivate || mount.IsOwn : owner == 0 && (mount.IsOwn || ((permissions & OtherBits) == 0 && groups.Contains(group)))))
        {
            return null;
        }
        var mode = Convert.ToString(permissions, 8).PadLeft(4, '0');
        return mount.IsReadOnly
            ? string.Create(CultureInfo.InvariantCulture, $"has the mode {mode}, owner {owner} and group {group}, and others may read it on its read-only mount: give it the owner {user} and the mode 0400 where it can be written, or have it mounted with the mode 0440 and a group of this process. Set {release} if nobody else can read it")
            : owner != user
            ? string.Create(CultureInfo.InvariantCulture, $"belongs to user {owner}, but this process runs as user {user}: run chown {user} {path}, or keep it as root's with the mode 0440 and a group of this process. Set {release} if nobody else can read it")
            : $"has the mode {mode}, but only its owner may read it: run chmod 600 {path}";
    }

    private static uint[] Groups()
    {
        var groups = new uint[GetGroups(0, [])];
        _ = GetGroups(groups.Length, groups);
        return [EffectiveGroup(), .. groups];
    }

    // struct statx is the same on every architecture, unlike struct stat
    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(SafeFileHandle folder, string path, int flags, uint mask, Span<byte> buffer);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "getegid")]
    private static partial uint EffectiveGroup();

    [LibraryImport("libc", EntryPoint = "getgroups")]
    private static partial int GetGroups(int size, uint[] groups);
}
