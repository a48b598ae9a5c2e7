using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Data;

/// <summary>The pragmas as SQLite itself reports them, on the connection that writes and on one that reads.</summary>
public sealed class SqliteSettingsTests : DatabaseTest
{
    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    [InlineData("secure_delete", "1")]
    [InlineData("trusted_schema", "0")]
    [InlineData("cell_size_check", "1")]
    [InlineData("mmap_size", "0")]
    [InlineData("busy_timeout", "5000")]
    public async Task Pragma_OnEveryConnection_IsSet(string pragma, string value)
    {
        Assert.Equal(value, Database.Gate.ReadBack(pragma));
        Assert.Equal(value, await OfReaderAsync(pragma));
    }

    [Fact]
    public void Library_OfTheProcess_IsTheOneThatComesWithTheProgram()
    {
        Assert.True(Version.Parse(SqliteSettings.Version) >= new Version(3, 51, 3), SqliteSettings.Version);
        if (OperatingSystem.IsLinux())
        {
            var mapped = File.ReadLines("/proc/self/maps").Where(line => line.Contains("sqlite3.so", StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(mapped);
            Assert.All(mapped, line => Assert.Contains(AppContext.BaseDirectory, line, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Pragma_Checkpoints_AreTheGatesAlone()
    {
        Assert.Equal("0", await OfReaderAsync("wal_autocheckpoint"));
        Assert.NotEqual("0", Database.Gate.ReadBack("wal_autocheckpoint"));
        Assert.Equal("1", await OfReaderAsync("query_only"));
        Assert.Equal("0", Database.Gate.ReadBack("query_only"));
    }

    [Fact]
    public async Task Reader_ThatWrites_IsRefused()
    {
        await Database.ReadAsync<bool>(async db =>
        {
            db.Projects.Add(new Project { Id = Guid.CreateVersion7(), Slug = "smuggled", Name = "Smuggled", CreatedAt = Time.Now });
            var refused = await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
            Assert.Contains("readonly", refused.InnerException!.Message, StringComparison.Ordinal);
            return true;
        });

        Assert.Equal(0, await Database.ReadAsync(db => db.Projects.CountAsync()));
    }

    [Fact]
    public void OpenWriter_FileThatIsNoDatabase_Throws()
    {
        var file = Path.Combine(Database.Folder.Root, "other.db");
        File.WriteAllText(file, new string('x', 8192));

        Assert.ThrowsAny<Exception>(() => SqliteSettings.OpenWriter(file));
    }

    private Task<string> OfReaderAsync(string pragma) => Database.ReadAsync(async db =>
    {
        await db.Database.OpenConnectionAsync();
        return SqliteSettings.Read(db.Database.GetDbConnection(), pragma);
    });
}
