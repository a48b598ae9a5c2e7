using SecretsDashboard.Data;

namespace SecretsDashboard.Tests.Support;

/// <summary>A content root of its own for one test: data folder and key file at their default places. Deleted on disposal.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("sd-store-").FullName;

    public string Data => Path.Combine(Root, "data");

    public string Database => Path.Combine(Data, "secrets.db");

    public string Key => Path.Combine(Root, "keys", "master.key");

    public void Dispose()
    {
        // readers are pooled by file
        Microsoft.Data.Sqlite.SqliteConnection.ClearPool(new Microsoft.Data.Sqlite.SqliteConnection(SqliteSettings.ConnectionString(Database)));
        Directory.Delete(Root, recursive: true);
    }
}
