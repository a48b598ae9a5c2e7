using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Data;

/// <summary>A first start makes what is needed, closed to others; later starts open it and change nothing.</summary>
public sealed class DatabaseStartupTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task RunAsync_FirstStart_MakesFilesClosedToOthers()
    {
        await using var database = await TestDatabase.StartAsync(folder);

        Assert.Equal("700", Mode(folder.Data));
        Assert.Equal("700", Mode(Path.GetDirectoryName(folder.Key)!));
        Assert.Equal("600", Mode(folder.Key));
        Assert.All(Directory.GetFiles(folder.Data), file => Assert.Equal((file, "600"), (file, Mode(file))));
        Assert.Contains(folder.Database, Directory.GetFiles(folder.Data));
        Assert.Contains(folder.Database + "-wal", Directory.GetFiles(folder.Data));
        Assert.Equal(1, await database.ReadAsync(db => db.Instance.CountAsync()));
        Assert.Equal(1u, await database.ReadAsync(db => db.KeySlots.Select(slot => slot.SlotId).SingleAsync()));
    }

    [Fact]
    public async Task RunAsync_SecondStart_OpensTheSameInstance()
    {
        var (instance, key) = (await StartAndStopAsync(), File.ReadAllText(folder.Key));

        await using var database = await TestDatabase.StartAsync(folder);

        Assert.Equal(instance, database.Get<DatabaseStartup>().RootKey.Instance);
        Assert.Equal(key, File.ReadAllText(folder.Key));
    }

    [Fact]
    public async Task RunAsync_CutAfterTheKeyWasMade_ContinuesWithThatKey()
    {
        await StartAndStopAsync();
        var key = File.ReadAllText(folder.Key);
        Directory.Delete(folder.Data, recursive: true);

        await using var database = await TestDatabase.StartAsync(folder);

        Assert.Equal(key, File.ReadAllText(folder.Key));
        Assert.Equal(1, await database.ReadAsync(db => db.Instance.CountAsync()));
    }

    [Fact]
    public async Task RunAsync_CutBeforeTheFirstMigration_Continues()
    {
        Directory.CreateDirectory(folder.Data);
        await File.WriteAllBytesAsync(folder.Database, []);

        await using var database = await TestDatabase.StartAsync(folder);

        Assert.Equal(1, await database.ReadAsync(db => db.Instance.CountAsync()));
    }

    [Fact]
    public async Task RunAsync_CutBetweenMigrationAndInstance_Continues()
    {
        await using (var cut = await TestDatabase.StartAsync(folder))
        {
            await cut.Gate.WriteAsync(async db =>
                await db.Instance.ExecuteDeleteAsync() + await db.KeySlots.ExecuteDeleteAsync() + await db.AuditHead.ExecuteDeleteAsync(), CancellationToken.None);
        }
        var key = File.ReadAllText(folder.Key);

        await using var database = await TestDatabase.StartAsync(folder);

        Assert.Equal(1, await database.ReadAsync(db => db.Instance.CountAsync()));
        Assert.Equal(key, File.ReadAllText(folder.Key));
    }

    [Fact]
    public async Task RunAsync_CutWhileLookingForMigrations_Continues()
    {
        await using (var cut = await TestDatabase.StartAsync(folder))
        {
            // what EF Core leaves behind when it is killed there
            await cut.TamperAsync("INSERT INTO __EFMigrationsLock VALUES (1, '2026-03-02 09:00:00+00:00')");
        }

        await using var database = await TestDatabase.StartAsync(folder).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(1, await database.ReadAsync(db => db.Instance.CountAsync()));
    }

    [Fact]
    public async Task RunAsync_CutWhileMigratingTheFirstTime_Continues()
    {
        Directory.CreateDirectory(folder.Data);
        await using (var before = TestDatabase.Over(folder))
        {
            await before.TamperAsync("CREATE TABLE __EFMigrationsLock (Id INTEGER NOT NULL PRIMARY KEY, Timestamp TEXT NOT NULL); "
                + "INSERT INTO __EFMigrationsLock VALUES (1, '2026-03-02 09:00:00+00:00')");
        }

        await using var database = await TestDatabase.StartAsync(folder).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(1, await database.ReadAsync(db => db.Instance.CountAsync()));
    }

    [Fact]
    public async Task RunAsync_InstanceGone_IsRefusedWithFourAndMakesNoOther()
    {
        await using (var robbed = await TestDatabase.StartAsync(folder))
        {
            await robbed.TamperAsync("DELETE FROM Instance; DELETE FROM KeySlots");
        }
        var before = Bytes();

        Assert.Equal(4, (await RefusedAsync()).ExitCode);
        Assert.Equal(before, Bytes());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4096)]
    public async Task RunAsync_DatabaseDamaged_IsRefusedWithFour(int from)
    {
        await StartAndStopAsync();
        var content = await File.ReadAllBytesAsync(folder.Database);
        content.AsSpan(from).Fill(0xA5);
        await File.WriteAllBytesAsync(folder.Database, content);
        var before = Bytes();

        var refused = await RefusedAsync();

        Assert.Equal(4, refused.ExitCode);
        Assert.Contains(folder.Database, refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Bytes());
    }

    // root may open every file, but nobody a folder as one
    [Fact]
    public async Task RunAsync_LockCannotBeOpened_IsRefusedWithFive()
    {
        Directory.CreateDirectory(Path.Combine(folder.Data, "lock"));

        var refused = await RefusedAsync();

        Assert.Equal(5, refused.ExitCode);
        Assert.Contains(folder.Data, refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Database));
    }

    [Theory]
    [InlineData("secrets.db")]
    [InlineData("secrets.db-wal")]
    public async Task RunAsync_FilesCannotBeMade_IsRefusedWithTwo(string file)
    {
        Directory.CreateDirectory(Path.Combine(folder.Data, file));

        var refused = await RefusedAsync();

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(folder.Data, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_NewerDatabase_IsRefusedWithFour()
    {
        await using (var newer = await TestDatabase.StartAsync(folder))
        {
            await newer.TamperAsync("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_FromTheFuture', '99.0.0')");
        }
        var before = Bytes();

        var refused = await RefusedAsync();

        Assert.Equal(4, refused.ExitCode);
        Assert.Contains("29990101000000_FromTheFuture", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Bytes());
    }

    [Fact]
    public async Task RunAsync_SecondServer_IsRefusedWithFive()
    {
        await using var first = await TestDatabase.StartAsync(folder);

        var refused = await RefusedAsync();

        Assert.Equal(5, refused.ExitCode);
        Assert.Contains(folder.Data, refused.Message, StringComparison.Ordinal);
        await first.Gate.WriteAsync(db => db.Users.CountAsync(), CancellationToken.None);
    }

    [Fact]
    public async Task RunAsync_FolderCannotBeMade_IsRefusedWithTwo()
    {
        await File.WriteAllTextAsync(folder.Data, "");

        var refused = await RefusedAsync();

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(folder.Data, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RootKey_BeforeTheStart_IsNotThere()
    {
        await using var database = TestDatabase.Over(folder);

        Assert.Throws<InvalidOperationException>(() => database.Get<DatabaseStartup>().RootKey);
    }

    private async Task<Guid> StartAndStopAsync()
    {
        await using var database = await TestDatabase.StartAsync(folder);
        return database.Get<DatabaseStartup>().RootKey.Instance;
    }

    private async Task<StartRefusedException> RefusedAsync()
    {
        await using var database = TestDatabase.Over(folder);
        return await Assert.ThrowsAsync<StartRefusedException>(database.RunStartupAsync);
    }

    private string Bytes() => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(folder.Database)));

    private static string Mode(string path) => Convert.ToString((int)File.GetUnixFileMode(path), 8);
}
