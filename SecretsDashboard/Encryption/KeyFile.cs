using System.Runtime.Versioning;

namespace SecretsDashboard.Encryption;

/// <summary>
/// The key file and its rules: a regular file of this user that nobody else may read. It refuses any other file with the
/// reason and the command that mends it, and never overwrites one.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class KeyFile(string path)
{
    private const uint RegularFile = 0x8000;
    private const uint OwnerRead = 0x100;
    private const uint OwnerReadWrite = 0x180;
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
        CheckRegular(Posix.StatusOf(path));
        try
        {
            using var file = File.OpenHandle(path);
            Check(Posix.StatusOf(file));
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

    private void Check((uint Type, uint Permissions, uint Owner)? status)
    {
        CheckRegular(status);
        var (_, permissions, owner) = status!.Value;
        var user = Posix.EffectiveUser();
        if (owner != user)
        {
            throw Refused($"belongs to user {owner}, but the server runs as user {user}: run chown {user} {path}");
        }

        if (permissions is not (OwnerRead or OwnerReadWrite))
        {
            throw Refused($"has the mode {Convert.ToString(permissions, 8).PadLeft(4, '0')}, but only its owner may read it: run chmod 600 {path}");
        }
    }

    private void CheckRegular((uint Type, uint Permissions, uint Owner)? status)
    {
        if (status is null)
        {
            throw Refused("cannot be examined");
        }

        if (status.Value.Type != RegularFile)
        {
            throw Refused("is not a regular file");
        }
    }

    private MasterKeyException Refused(string reason, Exception? cause = null) => new($"The master key file {path} {reason}.", cause);
}
