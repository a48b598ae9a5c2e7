using System.Security.Cryptography;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Data;

/// <summary>A file with anything in its schema that the program did not make is not served, and not written to.</summary>
public sealed class SchemaCheckTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("CREATE TRIGGER makes_owner AFTER INSERT ON Sessions BEGIN UPDATE People SET Role = 3; END", "trigger makes_owner")]
    [InlineData("ALTER TABLE Memberships RENAME TO Kept; CREATE VIEW Memberships AS SELECT * FROM Kept", "view Memberships")]
    [InlineData("CREATE TABLE Other (Id INTEGER)", "table Other")]
    [InlineData("CREATE VIRTUAL TABLE Found USING fts5(Text)", "table Found")]
    [InlineData("ALTER TABLE People ADD COLUMN Other TEXT", "column People.Other")]
    [InlineData("ALTER TABLE People ADD COLUMN Other TEXT AS ('x')", "column People.Other")]
    [InlineData("ALTER TABLE Instance DROP COLUMN RequiresSecondFactor", "column Instance.RequiresSecondFactor")]
    [InlineData("CREATE INDEX Other ON People (Name)", "index Other")]
    [InlineData("CREATE UNIQUE INDEX Other ON People (lower(Name))", "index Other")]
    [InlineData("DROP INDEX IX_ServiceTokens_PublicId", "index IX_ServiceTokens_PublicId")]
    [InlineData("DROP TABLE RecoveryCodes", "RecoveryCodes")]
    [InlineData("DROP TABLE RecoveryCodes; CREATE TABLE RecoveryCodes (UserId TEXT NOT NULL, Digest BLOB NOT NULL, PRIMARY KEY (UserId, Digest))", "reference RecoveryCodes.UserId")]
    [InlineData("DROP TABLE RecoveryCodes; CREATE TABLE RecoveryCodes (UserId TEXT NOT NULL ON CONFLICT IGNORE, Digest BLOB NOT NULL, PRIMARY KEY (UserId, Digest), FOREIGN KEY (UserId) REFERENCES People (Id) ON DELETE CASCADE)", "table RecoveryCodes")]
    public async Task RunAsync_SchemaChanged_IsRefusedWithFourAndNamesIt(string sql, string named)
    {
        await using (var changed = await TestDatabase.StartAsync(folder))
        {
            await changed.TamperAsync(sql);
        }
        var before = Bytes();

        var refused = await RefusedAsync();

        Assert.Equal(StartRefusedException.UnusableDatabase, refused.ExitCode);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Equal(before, Bytes());
    }

    [Theory]
    [InlineData("CREATE TRIGGER waits AFTER INSERT ON Sessions BEGIN UPDATE People SET Role = 3; END", "trigger waits")]
    [InlineData("CREATE TABLE Other (Id INTEGER)", "table Other")]
    public async Task RunAsync_OlderDatabaseWithAChangedSchema_IsRefusedWithFour(string sql, string named)
    {
        await using (var older = await TestDatabase.StartAsync(folder))
        {
            await older.ToMigrationAsync("UncoveredSecrets");
            await older.TamperAsync(sql);
        }

        var refused = await RefusedAsync();

        Assert.Equal(StartRefusedException.UnusableDatabase, refused.ExitCode);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_OlderDatabase_IsServed()
    {
        await using (var older = await TestDatabase.StartAsync(folder))
        {
            await older.ToMigrationAsync("UncoveredSecrets");
        }

        await using var database = await TestDatabase.StartAsync(folder);
    }

    [Fact]
    public async Task RunAsync_StatisticsOfSqlite_AreServed()
    {
        await using (var analyzed = await TestDatabase.StartAsync(folder))
        {
            await analyzed.TamperAsync("ANALYZE");
        }

        await using var database = await TestDatabase.StartAsync(folder);
    }

    private async Task<StartRefusedException> RefusedAsync()
    {
        await using var database = TestDatabase.Over(folder);
        return await Assert.ThrowsAsync<StartRefusedException>(database.RunStartupAsync);
    }

    private string Bytes() => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(folder.Database)));
}
