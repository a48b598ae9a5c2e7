using System.Text;
using SecretsDashboard.Access;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Access;

/// <summary>What an entry says, byte for byte, and that entries follow one another without gaps.</summary>
public sealed class AuditLogTests : DatabaseTest
{
    private static readonly Guid Id = Guid.Parse("11111111-1111-4111-8111-111111111111");
    private static readonly AuditActor Actor = AuditActor.Person(Id, "Zoë", "zoe@example.com", Id, "192.0.2.1", "request-1");

    [Fact]
    public async Task AppendAsync_FullLine_IsTheExactJson()
    {
        await AppendAsync(Actor, new AuditLine(AuditAction.SecretChanged)
        {
            Reason = "description",
            ProjectId = Id,
            ProjectName = "bot",
            TargetId = Id,
            TargetName = "API_KEY",
            TargetEmail = "ada@example.com",
            Environments = ["development", "production"],
        });

        var entry = Assert.Single(await AuditAsync());
        const string Expected = """
            {"time":"2026-03-02T09:00:00Z","actor":{"kind":"person","id":"ID","name":"Zo\u00EB","email":"zoe@example.com","session":"ID"},"address":"192.0.2.1",
            "action":"secret.changed","project":"ID","project_name":"bot","target":"ID","target_name":"API_KEY","target_email":"ada@example.com",
            "environments":["development","production"],"outcome":"ok","reason":"description","request":"request-1"}
            """;
        Assert.Equal(Expected.ReplaceLineEndings("").Replace("ID", Id.ToString(), StringComparison.Ordinal), Encoding.UTF8.GetString(entry.Body));
        Assert.Equal((1, 1u, Time.Now, Id, "secret.changed", "ok", Id, Id),
            (entry.Seq, entry.Epoch, entry.Time, entry.ActorId!.Value, entry.Action, entry.Outcome, entry.ProjectId!.Value, entry.TargetId!.Value));
    }

    [Fact]
    public async Task AppendAsync_ShortLine_LeavesOutWhatThereIsNot()
    {
        await AppendAsync(AuditActor.Anonymous(null, "request-1"), new AuditLine(AuditAction.SignIn));

        Assert.Equal("""{"time":"2026-03-02T09:00:00Z","actor":{"kind":"anonymous"},"action":"session.sign_in","outcome":"ok","request":"request-1"}""",
            Encoding.UTF8.GetString((await AuditAsync()).Single().Body));
    }

    [Fact]
    public void AuditLine_Fields_HoldNoValue()
    {
        Assert.Equal(["Action", "Environments", "Names", "Outcome", "OwnerId", "ProjectId", "ProjectName", "Reads", "Reason", "ReceiverId", "ReceiverName", "Revision", "TargetEmail", "TargetId", "TargetName"],
            typeof(AuditLine).GetProperties().Select(property => property.Name).Where(name => name != "EqualityContract").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task AppendAsync_RolledBack_LeavesNoGap()
    {
        await AppendAsync(Actor, new AuditLine(AuditAction.SignIn));
        await Assert.ThrowsAsync<TimeoutException>(() => Database.Gate.WriteAsync<int>(async db =>
        {
            await Database.Get<AuditLog>().AppendAsync(db, Actor, new AuditLine(AuditAction.SignOut), None);
            await db.SaveChangesAsync();
            throw new TimeoutException();
        }, None));
        await AppendAsync(Actor, new AuditLine(AuditAction.SignIn));

        Assert.Equal([1L, 2L], (await AuditAsync()).Select(entry => entry.Seq));
        Assert.Equal((2, null), await Database.Get<AuditVerifier>().VerifyAsync(None));
    }

    [Fact]
    public async Task AppendAsync_FiftyDeedsAtOnce_FollowWithoutGaps()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(number =>
            Task.Run(() => AppendAsync(Actor, new AuditLine(AuditAction.SecretAdded) { TargetName = $"KEY_{number}" }))));

        var entries = await AuditAsync();
        Assert.Equal(Enumerable.Range(1, 50).Select(number => (long)number), entries.Select(entry => entry.Seq));
        Assert.Equal(50, entries.Select(entry => AuditJson.Of(entry).Text("target_name")).Distinct().Count());
        Assert.Equal((50, null), await Database.Get<AuditVerifier>().VerifyAsync(None));
    }

    private Task<int> AppendAsync(AuditActor actor, AuditLine line) => Database.Gate.WriteAsync(async db =>
    {
        await Database.Get<AuditLog>().AppendAsync(db, actor, line, None);
        return await db.SaveChangesAsync();
    }, None);
}
