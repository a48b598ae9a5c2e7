using System.Diagnostics;
using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Data;

/// <summary>
/// A lock of another program, as a sqlite3 shell with an open transaction holds it: everybody is told within five seconds, and it mends itself.
/// A machine that is busy with other things takes longer for all; how much longer, each test measures beside.
/// </summary>
public sealed class ForeignLockTests
{
    // what is left of five seconds after the one wait
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5) - WriteGate.LockWait;

    [Fact]
    public async Task Write_ManyWait_AllAreRefusedInOneWait()
    {
        await using var database = await TestDatabase.StartAsync();
        await using var other = await LockAsync(database.Folder.Database);
        var (_, alone) = await TimedAsync(() => RefusedAsync(1));
        await ReleaseAsync(other);
        await database.Gate.WriteAsync(db => db.Projects.CountAsync(), CancellationToken.None);
        await RunAsync(other, "BEGIN IMMEDIATE");

        var (failures, together) = await TimedAsync(() => RefusedAsync(20));

        Assert.InRange(together, TimeSpan.Zero, alone + Rest);
        Assert.All(failures, failure => Assert.Equal(StorageState.Locked, failure.State));
        Assert.Equal(0, await database.ReadAsync(db => db.Projects.CountAsync()));

        await ReleaseAsync(other);
        Assert.Equal(0, await database.Gate.WriteAsync(db => db.Projects.CountAsync(), CancellationToken.None));
        Assert.Equal(StorageState.Ok, database.Gate.State);

        Task<StorageUnavailableException[]> RefusedAsync(int count) => Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(() =>
            Assert.ThrowsAsync<StorageUnavailableException>(() => database.Gate.WriteAsync(db => db.Projects.CountAsync(), CancellationToken.None)))));
    }

    [Fact]
    public async Task Write_LockIsGoneInTime_IsStored()
    {
        await using var database = await TestDatabase.StartAsync();
        await using var other = await LockAsync(database.Folder.Database);

        var writing = Task.Run(() => database.Gate.WriteAsync(db => db.Projects.CountAsync(), CancellationToken.None));
        await Task.Delay(200);
        await ReleaseAsync(other);

        Assert.Equal(0, await writing);
        Assert.Equal(StorageState.Ok, database.Gate.State);
    }

    [Fact]
    public async Task Server_Locked_Answers503ToAllSaysSoAndMendsItself()
    {
        await using var app = await TestApp.StartAsync();
        var project = await app.AddProjectAsync();
        using var program = await TokenUser.MintAsync(app, project);
        using var visitor = await app.SignedInAsync();
        using var stranger = app.Visit();
        using var another = app.Visit();
        var (unhindered, work) = await TimedAsync(() => AskAsync("FREE", another));
        Array.ForEach(unhindered, answer => answer.Dispose());
        await using var other = await LockAsync(app.Folder.Database);
        app.Clock.Advance(TimeSpan.FromMinutes(2));

        var (answers, told) = await TimedAsync(() => AskAsync("ANY", stranger));

        Assert.InRange(told, TimeSpan.Zero, WriteGate.LockWait + Rest + (4 * work));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode));
        var locked = (HttpStatusCode.ServiceUnavailable, $$"""{"storage":"locked","integrity":"ok","clock":"ok","record":"ok","sqlite":"{{SqliteSettings.Version}}"}""");
        Assert.Equal(locked, await ReadyAsync(visitor));
        Assert.Equal(locked, await ReadyAsync(visitor));
        Assert.Single(app.Log.Lines, line => line.Level >= LogLevel.Error);
        Assert.Single(app.Log.Lines, line => line.Text.Contains("Another program holds a lock", StringComparison.Ordinal));

        await ReleaseAsync(other);

        // the whole answer mends itself, and not all of its words in one moment
        var ready = await ReadyAsync(visitor);
        for (var tries = 0; tries < 60 && ready.Status != HttpStatusCode.OK; tries++)
        {
            await Task.Delay(250);
            ready = await ReadyAsync(visitor);
        }
        Assert.Equal((HttpStatusCode.OK, locked.Item2.Replace("locked", "ok", StringComparison.Ordinal)), ready);
        using var saved = await program.PutAsync("ANY", """{"value":"synthetic"}""");
        Assert.Equal(HttpStatusCode.Created, saved.StatusCode);
        Array.ForEach(answers, answer => answer.Dispose());

        Task<HttpResponseMessage[]> AskAsync(string key, Visitor newcomer) => Task.WhenAll(
            program.PutAsync(key, """{"value":"synthetic"}"""),
            program.GetAsync("/api/v1/secrets"),
            visitor.SaveAsync(HttpMethod.Post, $"/projects/{project}/secrets", new { key, value = "synthetic", same = true }),
            visitor.SaveAsync(HttpMethod.Post, $"/projects/{project}/secrets", new { key = $"OTHER_{key}", value = "synthetic", same = true }),
            newcomer.SignInAsync(TestApp.OwnerEmail, TestApp.Password));
    }

    [Fact]
    public async Task Start_LockedWhileItMustMigrate_IsRefusedWithFive()
    {
        using var folder = new TestFolder();
        await using (await TestDatabase.StartAsync(folder))
        {
        }
        await using var other = await LockAsync(folder.Database);
        await RunAsync(other, "DELETE FROM __EFMigrationsHistory WHERE MigrationId = (SELECT max(MigrationId) FROM __EFMigrationsHistory)");
        await RunAsync(other, "COMMIT; BEGIN IMMEDIATE");
        await using var database = TestDatabase.Over(folder);

        var refused = await Assert.ThrowsAsync<StartRefusedException>(database.RunStartupAsync);

        Assert.Equal(StartRefusedException.FolderInUse, refused.ExitCode);
        Assert.Contains("lock", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task Backup_AsTheManualSays_StopsNoSaveAndIsWhole()
    {
        await using var database = await TestDatabase.StartAsync();
        await database.ArrangeAsync(db => db.Projects.Add(new Project { Id = Guid.CreateVersion7(), Slug = "kept", Name = "Kept", CreatedAt = database.Time.Now }));
        await using var other = new SqliteConnection($"Data Source={database.Folder.Database};Mode=ReadOnly;Pooling=False");
        await other.OpenAsync();
        var copy = Path.Combine(database.Folder.Root, "copy.db");

        await RunAsync(other, "BEGIN; SELECT count(*) FROM Projects");
        await database.Gate.WriteAsync(db => db.Projects.CountAsync(), CancellationToken.None);
        await RunAsync(other, "COMMIT");
        await RunAsync(other, $"VACUUM INTO '{copy}'");
        // of a connection that cannot write even this takes no lock
        await RunAsync(other, "BEGIN IMMEDIATE");
        await database.Gate.WriteAsync(db => db.Projects.CountAsync(), CancellationToken.None);

        await using var copied = new SqliteConnection($"Data Source={copy};Pooling=False");
        await copied.OpenAsync();
        await using var command = copied.CreateCommand();
        command.CommandText = "SELECT Slug FROM Projects";
        Assert.Equal("kept", await command.ExecuteScalarAsync());
    }

    private static async Task<(T Answer, TimeSpan Took)> TimedAsync<T>(Func<Task<T>> work)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await work();
        return (answer, Stopwatch.GetElapsedTime(started));
    }

    private static async Task<(HttpStatusCode Status, string Text)> ReadyAsync(Visitor visitor)
    {
        using var ready = await visitor.FetchAsync("/healthz/ready");
        return (ready.StatusCode, await ready.Content.ReadAsStringAsync());
    }

    private static async Task<SqliteConnection> LockAsync(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await RunAsync(connection, "BEGIN IMMEDIATE");
        return connection;
    }

    private static Task ReleaseAsync(SqliteConnection connection) => RunAsync(connection, "ROLLBACK");

    private static async Task RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // written in the tests
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
