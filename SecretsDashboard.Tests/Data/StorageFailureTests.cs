using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Data;

/// <summary>A full disk refuses and recovers; a damaged file refuses for good. Neither stores half of anything.</summary>
public sealed class StorageFailureTests : DatabaseTest
{
    private WriteGate Gate => Database.Gate;

    [Fact]
    public async Task WriteAsync_DiskFull_RollsBackIsUnwritableAndRecovers()
    {
        await SetMostPagesAsync(1);

        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(() => AddAsync(200));

        Assert.Equal(StorageState.Unwritable, failure.State);
        Assert.Equal(StorageState.Unwritable, Gate.State);
        Assert.Equal(0, await CountAsync());
        Assert.Equal((HealthStatus.Unhealthy, "unwritable"), await HealthAsync());

        await SetMostPagesAsync(100_000);
        await AddAsync(200);

        Assert.Equal(StorageState.Ok, Gate.State);
        Assert.Equal(200, await CountAsync());
        Assert.Equal((HealthStatus.Healthy, "ok"), await HealthAsync());
    }

    [Fact]
    public async Task WriteAsync_DiskFullThenWorkThatTakesItselfBack_IsStillUnwritable()
    {
        await SetMostPagesAsync(1);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => AddAsync(200));

        await Gate.WriteAsync(async db =>
        {
            await db.Database.RollbackTransactionAsync();
            return true;
        }, None);

        Assert.Equal(StorageState.Unwritable, Gate.State);
    }

    [Fact]
    public async Task WriteAsync_DiskFullWhileSaving_TellsNothingOfSql()
    {
        await SetMostPagesAsync(1);

        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(() => AddAsync(200));

        Assert.Equal("The server cannot store changes right now.", failure.Message);
    }

    [Fact]
    public async Task WriteAsync_FileDamaged_RefusesForGood()
    {
        await AddAsync(200);
        await Gate.WriteAsync(async db => await db.Projects.CountAsync(), None);
        await DamageAsync();

        var failure = await Assert.ThrowsAsync<StorageUnavailableException>(() => Gate.WriteAsync(db => db.Projects.OrderBy(row => row.Name).ToListAsync(), None));
        Assert.Equal(StorageState.Damaged, failure.State);

        var ran = false;
        var next = await Assert.ThrowsAsync<StorageUnavailableException>(() => Gate.WriteAsync(_ => Task.FromResult(ran = true), None));
        Assert.Equal(StorageState.Damaged, next.State);
        Assert.Equal("The database is damaged and takes no more changes.", next.Message);
        Assert.False(ran);
    }

    // SQLite itself says "full" when the file may not grow
    private Task<int> SetMostPagesAsync(int pages) =>
        Gate.WriteAsync(db => db.Database.ExecuteSqlAsync(FormattableStringFactory.Create($"PRAGMA max_page_count={pages}")), None);

    private Task AddAsync(int count) => Database.ArrangeAsync(db => db.Projects.AddRange(Enumerable.Range(0, count).Select(number =>
        new Project { Id = Guid.CreateVersion7(), Slug = $"p{number}", Name = new string('n', 100), CreatedAt = Time.Now })));

    private Task<int> CountAsync() => Database.ReadAsync(db => db.Projects.CountAsync());

    private async Task<(HealthStatus, string?)> HealthAsync()
    {
        var health = await Database.Get<HealthCheckService>().CheckHealthAsync();
        return (health.Status, health.Entries["storage"].Description);
    }

    /// <summary>Everything but the first page is overwritten, once it is all in the main file and in no cache.</summary>
    private async Task DamageAsync()
    {
        await using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Database.Folder.Database};Pooling=False");
        await other.OpenAsync();
        await using var command = other.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE); UPDATE Instance SET CreatedAt = CreatedAt; PRAGMA wal_checkpoint(TRUNCATE);";
        await command.ExecuteNonQueryAsync();
        await using var file = new FileStream(Database.Folder.Database, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Position = 4096;
        await file.WriteAsync(Enumerable.Repeat((byte)0xA5, (int)file.Length - 4096).ToArray());
    }
}
