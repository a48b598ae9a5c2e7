using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using SecretsDashboard.Projects;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Data;

/// <summary>A database from before environments were production or not: those that are called so are.</summary>
public sealed class ProductionEnvironmentsMigrationTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Start_OverAnOlderDatabase_MarksThemBySlug()
    {
        await using (var older = await TestDatabase.StartAsync(folder))
        {
            var manager = await new Given(older, new TestCallers(older)).ProjectAsync();
            foreach (var name in (string[])["Prod", "Preproduction"])
            {
                Assert.True((await older.Get<EnvironmentStore>().AddAsync(manager, "bot", name, None)).IsDone);
            }
            await older.Gate.WriteAsync(async db =>
            {
                await db.Database.RollbackTransactionAsync();
                var before = db.Database.GetMigrations().TakeWhile(name => !name.EndsWith("_ProductionEnvironments", StringComparison.Ordinal)).Last();
                await db.GetService<IMigrator>().MigrateAsync(before);
                return 0;
            }, None);
        }

        await using var database = await TestDatabase.StartAsync(folder);

        Assert.Equal(["prod", "production"], await database.ReadAsync(db => db.Environments.Where(row => row.Production).OrderBy(row => row.Slug).Select(row => row.Slug).ToListAsync()));
    }
}
