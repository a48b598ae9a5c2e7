using System.Security.Cryptography;

namespace SecretsDashboard.Tests.Support;

/// <summary>A temporary place for one server: a data folder and, beside it, the folder of the key. Removed when disposed.</summary>
public sealed class ServerFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("sd-tests-").FullName;

    public string Data => Path.Combine(Root, "data");

    public string Keys => Path.Combine(Root, "keys");

    public string KeyFile => Path.Combine(Keys, "master.key");

    public string Database => Path.Combine(Data, "secrets.db");

    public string[] Settings => [$"--Storage:Directory={Data}", $"--Encryption:MasterKeyFile={KeyFile}"];

    /// <summary>
    /// Everything in it, in order: path, mode and a hash of the content. Not the content of the lock, which another process may
    /// hold and which is empty, nor of SQLite's index of its log, which every reader writes anew.
    /// </summary>
    public IReadOnlyList<string> Snapshot() =>
        [.. Directory.EnumerateFileSystemEntries(Root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(path => $"{Path.GetRelativePath(Root, path)} {Convert.ToString((int)File.GetUnixFileMode(path), 8)} {Content(path)}")];

    /// <summary>The same files, with their modes, in another place.</summary>
    public ServerFolder Copy()
    {
        var copy = new ServerFolder();
        foreach (var folder in Directory.EnumerateDirectories(Root, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(copy.Root, Path.GetRelativePath(Root, folder)), File.GetUnixFileMode(folder));
        }
        foreach (var file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(copy.Root, Path.GetRelativePath(Root, file)));
        }
        return copy;
    }

    public void Dispose()
    {
        if (Directory.Exists(Root))
        {
            Directory.Delete(Root, recursive: true);
        }
    }

    private static string Content(string path)
    {
        if (Directory.Exists(path) || Path.GetFileName(path) is "lock" or "secrets.db-shm")
        {
            return "";
        }
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Convert.ToHexString(SHA256.HashData(file));
    }
}
