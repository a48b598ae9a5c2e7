using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>A content root of its own for one test, with the key file at the default place.</summary>
internal sealed class KeyFileFolder : IDisposable
{
    internal string Root { get; } = Directory.CreateTempSubdirectory("sd-keys-").FullName;

    internal string KeyPath => Path.Combine(Root, "keys", "master.key");

    internal MasterKeySource Source => new(new MasterKeyOptions(), Root);

    internal void Write(string text, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyPath)!);
        File.WriteAllText(KeyPath, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyPath, mode);
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
