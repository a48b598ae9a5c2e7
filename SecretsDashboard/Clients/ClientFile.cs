using System.Security.Cryptography;

namespace SecretsDashboard.Clients;

/// <summary>The client for one kind of machine, as it was published beside the server. Nothing changes it while the server runs.</summary>
/// <param name="system">The machine's name in .NET, such as <c>linux-x64</c>.</param>
/// <param name="path">Where the file lies.</param>
/// <param name="length">Its length in bytes.</param>
/// <param name="changed">When it was written.</param>
public sealed class ClientFile(string system, string path, long length, DateTimeOffset changed)
{
    private readonly Lazy<string> digest = new(() => DigestOf(path));

    public string System { get; } = system;

    public string Path { get; } = path;

    public DateTimeOffset Changed { get; } = changed;

    /// <summary>The SHA-256 of its bytes in hexadecimal. It is read when somebody first asks.</summary>
    /// <exception cref="IOException">The file is gone, or cannot be read.</exception>
    public string Digest => digest.Value;

    /// <summary>Its length as people say it.</summary>
    public string Size => string.Create(global::System.Globalization.CultureInfo.InvariantCulture, $"{length / 1e6:0} MB");

    private static string DigestOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
