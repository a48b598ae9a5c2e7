using System.Runtime.Versioning;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SecretsDashboard.Cli;

/// <summary>
/// Reads the file --token-file names. On Unix it refuses a file that is not a regular one of this user with mode 0600 or 0400:
/// who else may read it may act as this program.
/// </summary>
internal static class TokenFile
{
    private const int Longest = 4096;

    /// <exception cref="ClientFailure">It is missing, cannot be read or is badly kept; the line says which and what mends it.</exception>
    public static string Read(string path)
    {
        try
        {
            // before opening: opening a pipe would wait for ever
            if (!File.Exists(path) || !Posix.MayBeRegular(path))
            {
                throw Refused("does not exist or is no regular file");
            }

            using var file = File.OpenHandle(path);
            if (!OperatingSystem.IsWindows())
            {
                Check(file);
            }

            Span<byte> text = stackalloc byte[Longest + 1];
            var length = RandomAccess.Read(file, text, fileOffset: 0);
            return length <= Longest ? Encoding.UTF8.GetString(text[..length]) : throw Refused("is too long to be one");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Refused("cannot be read by this user");
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static void Check(SafeFileHandle file)
    {
        if (File.GetUnixFileMode(file) is not ((UnixFileMode.UserRead | UnixFileMode.UserWrite) or UnixFileMode.UserRead))
        {
            throw Refused("may be read or changed by others: chmod 600 mends it");
        }

        if (Posix.OwnerOf(file) is { } owner && owner != Posix.EffectiveUser())
        {
            throw Refused("belongs to another user: it must be owned by the user who runs this");
        }
    }

    private static ClientFailure Refused(string why) => new(ExitCode.BadSettings, $"the token file {why}");
}
