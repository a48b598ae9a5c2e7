using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Data;

/// <summary>No key is made beside rows of an instance that is gone, and no instance is chosen among several.</summary>
public sealed class MissingInstanceTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("People")]
    [InlineData("ServiceTokens")]
    [InlineData("Secrets")]
    [InlineData("DataProtection")]
    public async Task RunAsync_RowsButNoInstanceNoHeadAndNoSlot_IsRefusedWithFourAndMakesNoKey(string table)
    {
        await using (var robbed = await TestDatabase.StartAsync(folder))
        {
            await robbed.TamperAsync("PRAGMA foreign_keys=OFF; DELETE FROM Instance; DELETE FROM KeySlots; DELETE FROM AuditHead");
            await robbed.TamperAsync($"PRAGMA foreign_keys=OFF; INSERT INTO {table} SELECT {await NothingAsync(robbed, table)}");
        }
        File.Delete(folder.Key);
        var before = Bytes();

        var refused = await RefusedAsync();

        Assert.Equal(4, refused.ExitCode);
        Assert.Contains(table, refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Key));
        Assert.Equal(before, Bytes());
    }

    [Fact]
    public async Task RunAsync_TwoInstances_IsRefusedWithFour()
    {
        await using (var twice = await TestDatabase.StartAsync(folder))
        {
            await twice.TamperAsync("CREATE TEMP TABLE Copy AS SELECT * FROM Instance; UPDATE Copy SET Id = '11111111-1111-4111-8111-111111111111'; INSERT INTO Instance SELECT * FROM Copy");
        }

        Assert.Equal(4, (await RefusedAsync()).ExitCode);
    }

    // as many empty texts as the table has columns
    private static Task<string> NothingAsync(TestDatabase database, string table) => database.ReadAsync(async db =>
        string.Join(", ", Enumerable.Repeat("''", await db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM pragma_table_info({table})").SingleAsync())));

    private async Task<StartRefusedException> RefusedAsync()
    {
        await using var database = TestDatabase.Over(folder);
        return await Assert.ThrowsAsync<StartRefusedException>(database.RunStartupAsync);
    }

    private string Bytes() => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(folder.Database)));
}
