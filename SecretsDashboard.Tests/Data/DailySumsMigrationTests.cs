using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using SecretsDashboard.Access;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Data;

/// <summary>A database from before there were daily sums has those that its log tells.</summary>
public sealed class DailySumsMigrationTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Start_OverAnOlderDatabase_CountsWhatItsLogSays()
    {
        List<(DateOnly, Guid, long, long, long)> kept;
        await using (var older = await TestDatabase.StartAsync(folder))
        {
            var given = new Given(older, new TestCallers(older));
            var manager = await given.ProjectAsync();
            await given.SecretAsync(manager, "API_KEY", ("development", "kept"));
            var token = await given.TokenAsync(manager, "bot", "web", "development");
            await older.Gate.WriteAsync(async db =>
            {
                var log = older.Get<AuditLog>();
                await log.AppendAsync(db, token.Actor, token.Token.Placed(new AuditLine(AuditAction.SecretsDelivered)), default);
                await log.AppendAsync(db, token.Actor, token.Token.Placed(new AuditLine(AuditAction.SecretsDeliveredAgain) { Reads = new AuditReads(older.Time.Now, older.Time.Now, 5) }), default);
                await log.AppendAsync(db, AuditActor.Anonymous("192.0.2.1", "r"), new AuditLine(AuditAction.TokenRefused) { Outcome = AuditLine.Denied, Reads = new AuditReads(older.Time.Now, older.Time.Now, 3) }, default);
                return await db.SaveChangesAsync();
            }, CancellationToken.None);
            kept = await SumsAsync(older);
            await older.Gate.WriteAsync(async db =>
            {
                await db.Database.RollbackTransactionAsync();
                var before = db.Database.GetMigrations().TakeWhile(name => !name.EndsWith("_DailySums", StringComparison.Ordinal)).Last();
                await db.GetService<IMigrator>().MigrateAsync(before);
                return 0;
            }, CancellationToken.None);
        }

        await using var database = await TestDatabase.StartAsync(folder);

        Assert.Equal(kept, await SumsAsync(database));
        Assert.Equal((6, 3), (kept.Sum(sum => sum.Item3), kept.Sum(sum => sum.Item4)));
        Assert.Contains(kept, sum => sum.Item2 == Guid.Empty);
    }

    private static async Task<List<(DateOnly, Guid, long, long, long)>> SumsAsync(TestDatabase database) =>
        [.. (await database.ReadAsync(db => db.DailySums.AsNoTracking().OrderBy(sum => sum.Day).ThenBy(sum => sum.ProjectId).ToListAsync())).Select(sum => (sum.Day, sum.ProjectId, sum.Deliveries, sum.Refusals, sum.Changes))];
}
