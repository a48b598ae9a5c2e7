using Microsoft.Extensions.Options;

namespace SecretsDashboard.Data;

/// <summary>The data folder as absolute paths: the database, the reserve and the lock file in it. It creates nothing.</summary>
internal sealed class StorageFolder(IOptions<StorageOptions> options, IHostEnvironment host)
{
    public string Path { get; } = System.IO.Path.GetFullPath(options.Value.Directory, host.ContentRootPath);

    public string Database => System.IO.Path.Combine(Path, "secrets.db");

    /// <summary>See <see cref="Data.Reserve"/>.</summary>
    public string Reserve => System.IO.Path.Combine(Path, "reserve");

    public string Lock => System.IO.Path.Combine(Path, "lock");
}
