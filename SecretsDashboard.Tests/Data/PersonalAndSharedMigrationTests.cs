using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using SecretsDashboard.Access;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Data;

/// <summary>A database from before there were personal and shared secrets goes on: its projects are teams', its people get their own.</summary>
public sealed class PersonalAndSharedMigrationTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Start_OverAnOlderDatabase_KeepsItsProjectsAndGivesEverybodyTheirOwn()
    {
        Caller manager, member;
        await using (var older = await TestDatabase.StartAsync(folder))
        {
            var callers = new TestCallers(older);
            var given = new Given(older, callers);
            manager = await given.ProjectAsync();
            member = await callers.MemberAsync();
            await given.SecretAsync(manager, "API_KEY", ("development", "kept"));
            // a slug that nobody could choose any more
            await older.Gate.WriteAsync(db => db.Projects.ExecuteUpdateAsync(set => set.SetProperty(row => row.Slug, "shared")), CancellationToken.None);
            await older.Gate.WriteAsync(async db =>
            {
                await db.Database.RollbackTransactionAsync();
                var before = db.Database.GetMigrations().TakeWhile(name => !name.EndsWith("_PersonalAndShared", StringComparison.Ordinal)).Last();
                await db.GetService<IMigrator>().MigrateAsync(before);
                return 0;
            }, CancellationToken.None);
        }

        await using var database = await TestDatabase.StartAsync(folder);

        var list = database.Get<SecretList>();
        Assert.Equal("API_KEY", (await list.ReadAsync(manager, "shared", new SecretQuery(), CancellationToken.None)).Items.Single().Key);
        Assert.Equal("kept"u8.ToArray(), await StoredValues.OpenAsync(database.Services, "shared", "API_KEY", "development"));
        Assert.Equal(["/projects/shared"], (await database.Get<ProjectList>().ListAsync(manager, CancellationToken.None)).Items.Select(item => item.Address));
        Assert.Null((await database.Get<AuditVerifier>().VerifyAsync(CancellationToken.None)).Fault);
        foreach (var caller in (Caller[])[manager, member])
        {
            var now = new Given(database, new TestCallers(database));
            await now.SecretInAsync(caller, ProjectAddress.Personal, "OWN_KEY", ("development", "own"));
            Assert.Equal("OWN_KEY", (await list.ReadAsync(caller, ProjectAddress.Personal, new SecretQuery(), CancellationToken.None)).Items.Single().Key);
            Assert.Empty((await list.ReadAsync(caller, ProjectAddress.Shared, new SecretQuery(), CancellationToken.None)).Items);
        }
        Assert.Equal(4, await database.ReadAsync(db => db.Projects.CountAsync()));
    }
}
