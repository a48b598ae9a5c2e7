using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Data;

/// <summary>On a full disk the reserve is given up for the record, and for nothing else. SQLite itself says "full" here: its file may not grow until the reserve is gone.</summary>
public sealed class ReserveTests : DatabaseTest
{
    private Reserve Reserve => Database.Get<Reserve>();

    private string File => Path.Combine(Database.Folder.Data, "reserve");

    [Fact]
    public async Task RecordAsync_DiskFull_GivesTheReserveUpAndNothingElseIsStoredUntilThereIsRoom()
    {
        Reserve.Make(null);
        Assert.Equal(8 * 1024 * 1024, new FileInfo(File).Length);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        await SetMostPagesAsync(1);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Database.ArrangeAsync(AddMany));
        Assert.True(System.IO.File.Exists(File));

        await Database.Gate.RecordAsync(AddWithRoomAsync, None);

        Assert.False(System.IO.File.Exists(File));
        Assert.Equal(200, await CountAsync());
        var refused = await Assert.ThrowsAsync<StorageUnavailableException>(() => Database.Gate.WriteAsync(db => db.Projects.CountAsync(), None));
        Assert.Equal(StorageState.Unwritable, refused.State);
        Assert.Equal(200, await Database.Gate.RecordAsync(db => db.Projects.CountAsync(), None));
        Assert.Equal(StorageState.Unwritable, Database.Gate.State);

        Reserve.Make(8 * 1024 * 1024);
        Assert.False(System.IO.File.Exists(File));
        Reserve.Make(16 * 1024 * 1024);
        Assert.True(System.IO.File.Exists(File));
        Assert.Equal(200, await Database.Gate.WriteAsync(db => db.Projects.CountAsync(), None));
        Assert.Equal(StorageState.Ok, Database.Gate.State);
    }

    [Fact]
    public async Task RecordAsync_DiskFullAndNoReserve_IsRefused()
    {
        await SetMostPagesAsync(1);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => Database.Gate.RecordAsync(AddWithRoomAsync, None));

        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task RecordAsync_OtherFailure_KeepsTheReserve()
    {
        Reserve.Make(null);
        await Database.Gate.WriteAsync(db => db.Database.ExecuteSqlAsync($"PRAGMA query_only=ON"), None);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => Database.Gate.RecordAsync(AddWithRoomAsync, None));

        Assert.True(System.IO.File.Exists(File));
    }

    [Theory]
    [InlineData("1", "low")]
    [InlineData("0", "ok")]
    public async Task Health_DiskFullerThanTheSetting_SaysLowAndIsReady(string percent, string word)
    {
        await using var app = await TestApp.StartAsync(("Storage:WarnAtPercentUsed", percent));
        app.Services.GetRequiredService<DiskSpace>().Look();
        app.Services.GetRequiredService<DiskSpace>().Look();
        using var visitor = app.Visit();
        using var ready = await visitor.FetchAsync("/healthz/ready");
        using var json = await ApiApp.JsonAsync(ready);

        Assert.Equal((HttpStatusCode.OK, word), (ready.StatusCode, json.RootElement.GetProperty("storage").GetString()));
        Assert.Equal(word == "low" ? 1 : 0, app.Log.Lines.Count(line => line.Text.Contains("% full", StringComparison.Ordinal)));
    }

    // room comes with the second try, as it does when the reserve is deleted
    private Task<int> AddWithRoomAsync(AppDbContext db) => AddWithRoomAsync(db, System.IO.File.Exists(File));

    private async Task<int> AddWithRoomAsync(AppDbContext db, bool isReserved)
    {
        if (Reserve.IsGivenUp && !isReserved)
        {
            await db.Database.ExecuteSqlAsync($"PRAGMA max_page_count=100000");
        }
        AddMany(db);
        return await db.SaveChangesAsync();
    }

    private void AddMany(AppDbContext db) => db.Projects.AddRange(Enumerable.Range(0, 200).Select(number =>
        new Project { Id = Guid.CreateVersion7(), Slug = $"p{number}", Name = new string('n', 100), CreatedAt = Time.Now }));

    private Task<int> SetMostPagesAsync(int pages) =>
        Database.Gate.WriteAsync(db => db.Database.ExecuteSqlAsync(FormattableStringFactory.Create($"PRAGMA max_page_count={pages}")), None);

    private Task<int> CountAsync() => Database.ReadAsync(db => db.Projects.CountAsync());
}
