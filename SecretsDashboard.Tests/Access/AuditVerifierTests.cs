using SecretsDashboard.Access;
using SecretsDashboard.Encryption;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Access;

/// <summary>Whatever is altered in the audit log past the program is found.</summary>
public sealed class AuditVerifierTests : DatabaseTest
{
    private const int Entries = 6;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        for (var number = 1; number <= Entries; number++)
        {
            await AppendAsync($"person {number}");
        }
    }

    [Fact]
    public async Task VerifyAsync_Untouched_IsIntact() => Assert.Equal((Entries, null), await VerifyAsync());

    [Fact]
    public async Task VerifyAsync_EmptyLog_IsIntact()
    {
        await using var fresh = await TestDatabase.StartAsync();

        Assert.Equal((0, null), await fresh.Get<AuditVerifier>().VerifyAsync(None));
    }

    [Fact]
    public Task VerifyAsync_BodyAltered_IsFound() =>
        FoundAsync("UPDATE Audit SET Body = replace(CAST(Body AS TEXT), 'person 3', 'person 9') WHERE Seq = 3", (2, "entry 3 was altered"));

    [Theory]
    [InlineData("Time = '2001-01-01 00:00:00'")]
    [InlineData("Action = 'secret.added'")]
    [InlineData("Outcome = 'denied'")]
    [InlineData("ActorId = '01990000-0000-7000-8000-000000000000'")]
    [InlineData("ProjectId = '01990000-0000-7000-8000-000000000000'")]
    [InlineData("TargetId = '01990000-0000-7000-8000-000000000000'")]
    [InlineData("TargetName = 'ANOTHER'")]
    [InlineData("OwnerId = '01990000-0000-7000-8000-000000000000'")]
    public Task VerifyAsync_ColumnBesideTheBodyAltered_IsFound(string change) => FoundAsync($"UPDATE Audit SET {change} WHERE Seq = 3", (2, "entry 3 was altered"));

    [Fact]
    public Task VerifyAsync_MacAltered_IsFound() => FoundAsync("UPDATE Audit SET Mac = randomblob(32) WHERE Seq = 3", (2, "entry 3 was altered"));

    [Fact]
    public Task VerifyAsync_MacShortened_IsFound() => FoundAsync("UPDATE Audit SET Mac = x'' WHERE Seq = 3", (2, "entry 3 was altered"));

    [Fact]
    public Task VerifyAsync_EpochAltered_IsFound() => FoundAsync("UPDATE Audit SET Epoch = 2 WHERE Seq = 1", (0, "entry 1 was altered"));

    [Fact]
    public Task VerifyAsync_MiddleEntryDeleted_IsFound() => FoundAsync("DELETE FROM Audit WHERE Seq = 4", (3, "entry 4 is missing"));

    [Fact]
    public Task VerifyAsync_FirstEntryDeleted_IsFound() => FoundAsync("DELETE FROM Audit WHERE Seq = 1", (0, "entry 1 is missing"));

    [Fact]
    public async Task VerifyAsync_MiddleEntryDeletedAndTheRestMovedUp_IsFound()
    {
        await Database.TamperAsync("DELETE FROM Audit WHERE Seq = 4");
        await FoundAsync("UPDATE Audit SET Seq = Seq - 1 WHERE Seq > 4", (3, "entry 4 was altered"));
    }

    [Fact]
    public Task VerifyAsync_TailCut_IsFound() => FoundAsync("DELETE FROM Audit WHERE Seq = 6", (5, "the end of the log does not fit its head"));

    [Fact]
    public Task VerifyAsync_EverythingDeletedButTheHead_IsFound() => FoundAsync("DELETE FROM Audit", (0, "the end of the log does not fit its head"));

    [Fact]
    public async Task VerifyAsync_EverythingDeletedAndTheHeadToo_IsFound()
    {
        await Callers.OwnerAsync();
        await Database.TamperAsync("DELETE FROM Audit");
        await FoundAsync("DELETE FROM AuditHead", (0, "the end of the log does not fit its head"));
    }

    [Fact]
    public Task VerifyAsync_TwoEntriesSwapped_IsFound() => FoundAsync(
        "UPDATE Audit SET Seq = -2 WHERE Seq = 2; UPDATE Audit SET Seq = 2 WHERE Seq = 3; UPDATE Audit SET Seq = 3 WHERE Seq = -2", (1, "entry 2 was altered"));

    [Fact]
    public async Task VerifyAsync_TailCutAndHeadMovedBack_IsFound()
    {
        await Database.TamperAsync("DELETE FROM Audit WHERE Seq = 6");
        await FoundAsync("UPDATE AuditHead SET Seq = 5, Mac = (SELECT Mac FROM Audit WHERE Seq = 5)", (5, "the end of the log does not fit its head"));
    }

    [Theory]
    [InlineData("UPDATE AuditHead SET Seq = 7")]
    [InlineData("UPDATE AuditHead SET Mac = randomblob(32)")]
    [InlineData("UPDATE AuditHead SET Seal = randomblob(32)")]
    [InlineData("UPDATE AuditHead SET Seal = x''")]
    [InlineData("DELETE FROM AuditHead")]
    public Task VerifyAsync_HeadAlteredOrForged_IsFound(string sql) => FoundAsync(sql, (Entries, "the end of the log does not fit its head"));

    [Fact]
    public async Task VerifyAsync_EntryAddedPastTheProgram_IsFound()
    {
        await FoundAsync("INSERT INTO Audit SELECT 7, Epoch, Body, Mac, Time, ActorId, Action, Outcome, ProjectId, TargetId, TargetName, OwnerId FROM Audit WHERE Seq = 6", (6, "entry 7 was altered"));
    }

    [Theory]
    [InlineData("a cut log with its head moved back", "DELETE FROM Audit WHERE Seq > 5; UPDATE AuditHead SET Seq = 5, Mac = (SELECT Mac FROM Audit WHERE Seq = 5)")]
    [InlineData("a cut log", "DELETE FROM Audit WHERE Seq > 5")]
    [InlineData("an emptied log without a head", "DELETE FROM Audit; DELETE FROM AuditHead")]
    [InlineData("a log without a head", "DELETE FROM AuditHead")]
    [InlineData("a log whose head has no seal", "UPDATE AuditHead SET Seal = x''")]
    [InlineData("an entry added behind the head", "INSERT INTO Audit SELECT 7, Epoch, Body, Mac, Time, ActorId, Action, Outcome, ProjectId, TargetId, TargetName, OwnerId FROM Audit WHERE Seq = 6")]
    public async Task VerifyAsync_LogGoesOnAfterTampering_IsStillFound(string what, string sql)
    {
        await Callers.OwnerAsync();
        await Database.TamperAsync(sql);
        await AppendAsync("after");
        await AppendAsync("later");

        var (verified, fault) = await VerifyAsync();

        Assert.False(fault is null, $"{what} was repaired after {verified} entries");
        Assert.Equal(["after", "later"], (await AuditAsync()).TakeLast(2).Select(entry => AuditJson.Of(entry).Text("target_name")));
    }

    [Fact]
    public async Task VerifyAsync_AddedEntryTakenAwayAgain_IsStillFound()
    {
        await Database.TamperAsync("INSERT INTO Audit SELECT 7, Epoch, Body, Mac, Time, ActorId, Action, Outcome, ProjectId, TargetId, TargetName, OwnerId FROM Audit WHERE Seq = 6");
        await AppendAsync("hidden");
        await FoundAsync("DELETE FROM Audit WHERE Seq > 6", (6, "the end of the log does not fit its head"));
    }

    [Fact]
    public async Task VerifyAsync_HeadOfTheFirstStartPutBack_IsFound()
    {
        await Callers.OwnerAsync();
        var chain = Database.Get<AuditChain>();
        await Database.TamperAsync("DELETE FROM Audit; UPDATE AuditHead SET Seq = 0, Mac = $mac, Seal = $seal", ("$mac", chain.Genesis()), ("$seal", chain.Head(0, chain.Genesis())));

        Assert.Equal((0, "the end of the log does not fit its head"), await VerifyAsync());
    }

    private async Task FoundAsync(string sql, (long, string) expected)
    {
        Assert.NotEqual(0, await Database.TamperAsync(sql));

        Assert.Equal(expected, await VerifyAsync());
    }

    private Task<int> AppendAsync(string name) => Database.Gate.WriteAsync(async db =>
    {
        var line = new AuditLine(AuditAction.SignIn) { TargetName = name };
        await Database.Get<AuditLog>().AppendAsync(db, AuditActor.Anonymous("192.0.2.1", "request-1"), line, None);
        return await db.SaveChangesAsync();
    }, None);

    private async Task<(long, string?)> VerifyAsync() => await Database.Get<AuditVerifier>().VerifyAsync(None);
}
