namespace SecretsDashboard.Clients;

/// <summary>
/// The clients that were published beside the server, in the folder <c>clients</c>. It is looked at once, at the start: no request makes
/// a file, and nothing of a request becomes a path.
/// </summary>
public sealed class ClientFiles
{
    /// <summary>What the client is called, as a file and as a command.</summary>
    public const string Name = "secrets";

    // a folder with another name does not count
    private static readonly string[] Systems = ["linux-x64", "linux-arm64", "linux-musl-x64", "linux-musl-arm64", "osx-arm64", "osx-x64"];

    private readonly IReadOnlyDictionary<string, ClientFile> known;

    public ClientFiles(IHostEnvironment environment)
        : this(Path.Combine(AppContext.BaseDirectory, "clients"), environment.ContentRootPath)
    {
    }

    /// <param name="folder">Where the clients lie, each in a folder with the name of its system.</param>
    /// <param name="root">The program's folder: that of its source has the client's beside it.</param>
    internal ClientFiles(string folder, string root)
    {
        All = [.. Systems.Select(system => Find(folder, system)).OfType<ClientFile>()];
        known = All.ToDictionary(file => file.System, StringComparer.Ordinal);
        IsSource = All.Count == 0 && File.Exists(Path.Combine(root, "..", "SecretsDashboard.Cli", "SecretsDashboard.Cli.csproj"));
    }

    /// <summary>Those that are there, the most common first.</summary>
    public IReadOnlyList<ClientFile> All { get; }

    /// <summary>The server runs from its source, where the client is built with it.</summary>
    public bool IsSource { get; }

    /// <summary>The client for a system; null: it was not published.</summary>
    public ClientFile? Of(string system) => known.GetValueOrDefault(system);

    /// <summary>Where the client for a system is downloaded.</summary>
    public static string AddressOf(string system) => $"/client/{system}/{Name}";

    private static ClientFile? Find(string folder, string system)
    {
        var file = new FileInfo(Path.Combine(folder, system, Name));
        return file.Exists ? new ClientFile(system, file.FullName, file.Length, file.LastWriteTimeUtc) : null;
    }
}
