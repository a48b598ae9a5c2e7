using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Data;

/// <summary>What the file swallows or changes behind the server's back is not acknowledged: nothing of the deed is stored.</summary>
public sealed class RowsReadBackTests : DatabaseTest
{
    private Caller manager = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"));
    }

    [Theory]
    [InlineData("BEFORE INSERT ON SecretValues BEGIN SELECT RAISE(IGNORE); END")]
    [InlineData("AFTER INSERT ON SecretValues BEGIN DELETE FROM SecretValues WHERE rowid = NEW.rowid; END")]
    [InlineData("AFTER INSERT ON SecretValues BEGIN UPDATE SecretValues SET Sealed = zeroblob(length(Sealed)) WHERE rowid = NEW.rowid; END")]
    [InlineData("BEFORE INSERT ON Audit BEGIN SELECT RAISE(IGNORE); END")]
    [InlineData("AFTER INSERT ON Audit BEGIN DELETE FROM Audit WHERE Seq = NEW.Seq; END")]
    [InlineData("AFTER INSERT ON Audit BEGIN UPDATE Audit SET ActorId = NULL WHERE Seq = NEW.Seq; END")]
    [InlineData("BEFORE UPDATE ON AuditHead BEGIN SELECT RAISE(IGNORE); END")]
    [InlineData("BEFORE UPDATE ON Secrets BEGIN SELECT RAISE(IGNORE); END")]
    [InlineData("AFTER UPDATE OF Revision ON Secrets BEGIN UPDATE Secrets SET Revision = OLD.Revision WHERE Id = NEW.Id; END")]
    public async Task Change_AWriteIsSwallowedOrAltered_IsRefusedWhole(string trigger)
    {
        var (entries, revision) = ((await AuditAsync()).Count, await RevisionAsync());
        await Database.TamperAsync($"CREATE TRIGGER Fault {trigger}");

        using var draft = Given.Draft("API_KEY", ("development", "two"));
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Database.Get<SecretStore>().ChangeAsync(manager, "bot", draft, None));

        Assert.Equal((entries, revision), ((await AuditAsync()).Count, await RevisionAsync()));
        Assert.Equal("one"u8.ToArray(), await StoredValues.OpenAsync(Database.Services, "bot", "API_KEY", "development"));

        await Database.TamperAsync("DROP TRIGGER Fault");
        using var again = Given.Draft("API_KEY", ("development", "two"));
        Assert.True((await Database.Get<SecretStore>().ChangeAsync(manager, "bot", again, None)).IsSaved);
        Assert.Equal("two"u8.ToArray(), await StoredValues.OpenAsync(Database.Services, "bot", "API_KEY", "development"));
    }

    [Fact]
    public async Task Delete_ARowThatShouldGoStays_IsRefusedWhole()
    {
        var member = await Callers.EditorOfAsync("bot");
        await Database.TamperAsync("CREATE TRIGGER Fault AFTER DELETE ON Memberships BEGIN INSERT INTO Memberships SELECT OLD.ProjectId, OLD.UserId, OLD.Role; END");

        await Assert.ThrowsAsync<StorageUnavailableException>(() => Database.Gate.WriteAsync(async db =>
        {
            db.Remove(await db.Memberships.SingleAsync(row => row.UserId == member.UserId));
            return await db.SaveChangesAsync();
        }, None));

        Assert.True(await Database.ReadAsync(db => db.Memberships.AnyAsync(row => row.UserId == member.UserId)));
    }

    [Theory]
    [InlineData("BEFORE INSERT ON Audit BEGIN SELECT RAISE(IGNORE); END")]
    [InlineData("BEFORE INSERT ON Repetitions BEGIN SELECT RAISE(IGNORE); END")]
    public async Task Deliver_TheFirstIsSwallowed_GivesNoValue(string trigger)
    {
        var web = await Given.TokenAsync(manager, "bot", "web", "development");
        await Database.TamperAsync($"CREATE TRIGGER Fault {trigger}");
        var resolver = Database.Get<SecretResolver>();
        var environment = await resolver.FindAsync(web, None);

        await Assert.ThrowsAsync<AuditUnavailableException>(() => resolver.RecordAsync(web, environment));
    }

    private Task<long> RevisionAsync() => Database.ReadAsync(db => db.Environments.Where(row => row.Slug == "development").Select(row => row.Revision).SingleAsync());
}
