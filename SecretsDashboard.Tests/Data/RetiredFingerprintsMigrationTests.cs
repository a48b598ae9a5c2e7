using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using SecretsDashboard.Access;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Data;

/// <summary>A database from when there were fingerprints goes on without them: its values are compared as they are.</summary>
public sealed class RetiredFingerprintsMigrationTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Start_OverAnOlderDatabase_DropsThemAndKnowsTheSameValueAgain()
    {
        Caller manager;
        await using (var older = await TestDatabase.StartAsync(folder))
        {
            var given = new Given(older, new TestCallers(older));
            manager = await given.ProjectAsync();
            await given.SecretAsync(manager, "API_KEY", ("development", "kept"), ("production", "kept too"));
            await older.Gate.WriteAsync(async db =>
            {
                await db.Database.RollbackTransactionAsync();
                var before = db.Database.GetMigrations().TakeWhile(name => !name.EndsWith("_RetiredFingerprints", StringComparison.Ordinal)).Last();
                await db.GetService<IMigrator>().MigrateAsync(before);
                return 0;
            }, CancellationToken.None);
            Assert.Equal(2, await older.TamperAsync("UPDATE SecretValues SET Fingerprint = randomblob(32)"));
        }

        await using var database = await TestDatabase.StartAsync(folder);

        Assert.DoesNotContain("Fingerprint", await database.ReadAsync(db => db.Database.SqlQuery<string>($"SELECT name AS Value FROM pragma_table_info('SecretValues')").ToListAsync()));
        Assert.Equal(2, await database.ReadAsync(db => db.Database.SqlQuery<string>($"SELECT \"table\" AS Value FROM pragma_foreign_key_list('SecretValues')").CountAsync()));
        using var same = Given.Draft("API_KEY", ("development", "kept"), ("production", "kept too"));
        Assert.Equal(SaveOutcome.Unchanged, await database.Get<SecretStore>().ChangeAsync(manager, "bot", same, CancellationToken.None));
        using var other = Given.Draft("API_KEY", ("development", "kept"), ("production", "another"));
        Assert.True((await database.Get<SecretStore>().ChangeAsync(manager, "bot", other, CancellationToken.None)).IsSaved);
        Assert.Equal([("development", 1L), ("production", 2L)], (await StoredValues.OpenAllAsync(database.Services, "bot")).Where(each => each.IsCurrent).Select(each => (each.Environment, each.Version)).Order());
    }
}
