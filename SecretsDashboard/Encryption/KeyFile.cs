using System.Runtime.Versioning;
using SecretsDashboard.Cli;

namespace SecretsDashboard.Encryption;

/// <summary>
/// The key file and its rules: a regular file that nobody else may read, as <see cref="KeptFile"/> judges it. It refuses any other file with the
/// reason and what mends it, and never overwrites one.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class KeyFile(string path, bool anyMode = false)
{
    private const uint RegularFile = 0x8000;
    private const int LongestText = 1024;

    private const UnixFileMode FileMode600 = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode700 = FileMode600 | UnixFileMode.UserExecute;

    /// <summary>Reads the key after checking the open file.</summary>
    /// <exception cref="MasterKeyException">The file is missing, breaks a rule or holds no key.</exception>
    public GuardedKey Read()
    {
        if (!Path.Exists(path))
        {
            throw Refused("does not exist");
        }

        // before opening: opening a pipe would wait for ever
        CheckRegular(Posix.TypeOf(path));
        try
        {
            using var file = File.OpenHandle(path);
            if (!anyMode && KeptFile.Problem(file, path, $"{MasterKeyOptions.FileMode}={MasterKeyOptions.AnyMode}") is { } problem)
            {
                throw Refused(problem);
            }
            using var text = new Plaintext(LongestText);
            var length = RandomAccess.Read(file, text.Span, fileOffset: 0);
            return KeyText.Parse(text.Span[..length])
                ?? throw Refused("holds no key: it must be 64 hexadecimal digits or base64 of exactly 32 bytes");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refused("cannot be read by this user", failure);
        }
    }

    /// <summary>
    /// Writes a new key: folder 0700 if it is made here, file 0600, on disk before this returns.
    /// </summary>
    /// <exception cref="MasterKeyException">There is something at this path already, or it cannot be written.</exception>
    public void Write(GuardedKey key)
    {
        if (Path.Exists(path))
        {
            throw Refused("exists already and is not overwritten");
        }

        var folder = Path.GetDirectoryName(path)!;
        try
        {
            Directory.CreateDirectory(folder, FolderMode700);
            WriteNew(key);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refused("cannot be written", failure);
        }

        _ = Posix.SynchroniseFolder(folder);
        _ = Posix.SynchroniseFolder(Path.GetDirectoryName(folder) ?? folder);
    }

    private void WriteNew(GuardedKey key)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, UnixCreateMode = FileMode600, BufferSize = 0 };
        using var text = KeyText.Write(key);
        using var file = new FileStream(path, options);
        try
        {
            file.Write(text.Span);
            file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            // half a key would stop the next start
            File.Delete(path);
            throw;
        }
    }

    private void CheckRegular(uint? type)
    {
        if (type is null)
        {
            throw Refused("cannot be examined");
        }

        if (type != RegularFile)
        {
            throw Refused("is not a regular file");
        }
    }

    private MasterKeyException Refused(string reason, Exception? cause = null) => new($"The master key file {path} {reason}.", cause);
}
