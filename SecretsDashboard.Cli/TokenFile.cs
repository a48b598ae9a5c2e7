using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SecretsDashboard.Cli;

/// <summary>
/// Reads the file --token-file names. On Unix it refuses a file that others may read, as <see cref="KeptFile"/> judges it: anyone who reads it may act
/// as this program. SECRETS_TOKEN_FILE_MODE=any takes one however it is kept.
/// </summary>
internal static class TokenFile
{
    private const string Release = "SECRETS_TOKEN_FILE_MODE";
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
            if (Environment.GetEnvironmentVariable(Release) != "any" && Problem(file, path) is { } problem)
            {
                throw Refused(problem);
            }

            var bytes = new byte[Longest + 1];
            var length = RandomAccess.Read(file, bytes, fileOffset: 0);
            return length <= Longest ? Text(bytes, length) : throw Refused("is too long to be one");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Refused("cannot be read by this user");
        }
    }

    // editors and shells of Windows write a mark first, or UTF-16
    private static string Text(byte[] bytes, int length)
    {
        using var reader = new StreamReader(new MemoryStream(bytes, 0, length), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    private static string? Problem(SafeFileHandle file, string path) =>
        OperatingSystem.IsLinux() ? KeptFile.Problem(file, path, $"{Release}=any")
        : OperatingSystem.IsWindows() || File.GetUnixFileMode(file) is (UnixFileMode.UserRead | UnixFileMode.UserWrite) or UnixFileMode.UserRead ? null
        // elsewhere a foreign file with such a mode cannot be opened
        : "may be read or changed by others: chmod 600 mends it";

    private static ClientFailure Refused(string why) => new(ExitCode.BadSettings, $"the token file {why}");
}
