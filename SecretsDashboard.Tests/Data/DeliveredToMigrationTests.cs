using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using SecretsDashboard.Access;
using SecretsDashboard.Members;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Data;

/// <summary>A database from before the list <i>Delivered to</i> goes on: all projects are on it, receipts are kept, and those who left have their names again.</summary>
public sealed class DeliveredToMigrationTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Start_OverAnOlderDatabase_KeepsReceiptsAndNames()
    {
        Caller owner, manager;
        DateTime at;
        await using (var older = await TestDatabase.StartAsync(folder))
        {
            var callers = new TestCallers(older);
            var given = new Given(older, callers);
            (owner, manager) = (await callers.OwnerAsync(), await given.ProjectAsync());
            var luis = await callers.InAsync("bot", SecretsDashboard.Data.ProjectRole.Manager);
            await given.SecretInAsync(owner, ProjectAddress.Shared, "SMTP", ("production", "x"));
            await given.SecretInAsync(owner, ProjectAddress.Shared, "COVERED", ("production", "x"));
            await given.SecretInAsync(owner, ProjectAddress.Shared, "ALONE", ("staging", "x"));
            await given.SecretInAsync(luis, "bot", "COVERED", ("production", "own"));
            at = older.Time.Now;
            await DeliverAsync(older, await given.TokenAsync(manager, "bot", "web", "production"), null);
            await DeliverAsync(older, await given.TokenAsync(manager, "bot", "one", "staging"), "ALONE");
            // until now a personal token received what is shared as well
            await DeliverAsync(older, await given.TokenAsync(manager, ProjectAddress.Personal, "mine", "production"), null);
            await older.Get<MemberStore>().RemoveAsync(owner, luis.UserId, None);
            await older.Gate.WriteAsync(async db =>
            {
                await db.Database.RollbackTransactionAsync();
                var before = db.Database.GetMigrations().TakeWhile(name => !name.EndsWith("_DeliveredTo", StringComparison.Ordinal)).Last();
                await db.GetService<IMigrator>().MigrateAsync(before);
                return 0;
            }, None);
        }

        await using var database = await TestDatabase.StartAsync(folder);

        Assert.Equal(["a personal token", "a token of another project"], await ReceiversAsync("SMTP"));
        Assert.Equal(["a personal token"], await ReceiversAsync("COVERED"));
        Assert.Equal(["a token of another project"], await ReceiversAsync("ALONE"));
        Assert.True((await database.Get<SharingStore>().GetAsync(owner, None)).All);
        Assert.Equal("Manager Person (left)", (await database.Get<SecretList>().ReadAsync(manager, "bot", new SecretQuery(), None)).Items.Single().CreatedBy);
        Assert.Null((await database.Get<AuditVerifier>().VerifyAsync(None)).Fault);
        Assert.Equal(0, await database.ReadAsync(db => db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM pragma_foreign_key_check").SingleAsync()));

        async Task<List<string>> ReceiversAsync(string key)
        {
            var receivers = (await database.Get<SecretUsage>().ListAsync(owner, ProjectAddress.Shared, key, None)).Receivers;
            Assert.All(receivers, receiver => Assert.Equal(at, receiver.At));
            return [.. receivers.Select(receiver => receiver.Token).Order(StringComparer.Ordinal)];
        }
    }

    private static async Task DeliverAsync(TestDatabase database, TokenCaller token, string? key)
    {
        var resolver = database.Get<SecretResolver>();
        var environment = await resolver.FindAsync(token, None);
        await (key is null ? resolver.RecordAsync(token, environment) : resolver.RecordAsync(token, environment, key));
    }
}
