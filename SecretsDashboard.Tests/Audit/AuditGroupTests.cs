using SecretsDashboard.Access;
using SecretsDashboard.Audit;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Audit;

/// <summary>One thing to a reader of the log is one line of it, with the names and places of today; nothing of it is lost.</summary>
public sealed class AuditGroupTests : DatabaseTest
{
    private Caller owner = null!;
    private Caller manager = null!;

    private AuditReader Reader => Database.Get<AuditReader>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        owner = await Callers.OwnerAsync();
        manager = await Given.ProjectAsync();
        await Given.SecretInAsync(owner, ProjectAddress.Shared, "SMTP", ("production", "x"));
        await Given.SecretAsync(manager, "OWN", ("production", "x"));
    }

    [Fact]
    public async Task Delivery_WithSharedOnes_IsOneSentenceOfTheInstance()
    {
        await DeliverAsync(await Given.TokenAsync(manager, "bot", "web", "production"));

        var all = await DeliveriesAsync(manager, null);
        Assert.Equal(("web", "received all secrets in Production of Bot, with shared ones"), (Assert.Single(all).Who, all[0].Text()));
        Assert.StartsWith("entries ", all[0].Fact("Told by"), StringComparison.Ordinal);
        Assert.Equal("received all secrets in Production", Assert.Single(await DeliveriesAsync(manager, "bot")).Text());
    }

    [Fact]
    public async Task Delivery_ToAProjectThatIsNotTheReaders_IsToldByTheOrganizationsLog() =>
        Assert.Equal("received shared secrets in Production, for bot", await ToldToAsync(owner));

    [Fact]
    public async Task Repeats_OfADay_AreOneLineWithTheirNumber()
    {
        var web = await Given.TokenAsync(manager, "bot", "web", "production");
        for (var time = 0; time < 5; time++)
        {
            await DeliverAsync(web);
            Time.Advance(TimeSpan.FromMinutes(1));
        }
        await Database.Get<Tallies>().StopAsync(None);

        var slice = await Reader.ReadAsync(manager, "bot", new AuditQuery { Actor = web.Token.Id }, None);
        Assert.StartsWith("4 more times until ", Assert.Single(slice.Items).Repeats, StringComparison.Ordinal);
        Assert.StartsWith("5 from ", slice.Items[0].Fact("Repeats"), StringComparison.Ordinal);
        Assert.True(slice.Matching >= 2);
        Assert.Equal(slice.Items[0].Seq, slice.Span.Oldest);
        Assert.True(slice.Span.Newest > slice.Span.Oldest);
    }

    [Fact]
    public async Task Repeats_MoreThanAPageOfThem_LeaveNoEntryOut()
    {
        await Database.TamperAsync("""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 700)
            INSERT INTO Audit (Seq, Epoch, Body, Mac, Time, ActorId, Action, Outcome, ProjectId)
            SELECT 1000 + i, Epoch, CAST(json_set(Body, '$.action', 'token.refused', '$.outcome', 'denied') AS BLOB), Mac, Time, ActorId, 'token.refused', 'denied', ProjectId FROM Audit, n WHERE Seq = (SELECT MAX(Seq) FROM Audit)
            """);
        var query = new AuditQuery { Outcome = "denied" };
        var told = 0L;
        long? before = null;
        AuditSlice slice;
        do
        {
            slice = await Reader.ReadAsync(manager, "bot", query with { Before = before }, None);
            told += slice.Items.Sum(item => long.Parse(item.Fact("Repeats").Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
            before = slice.Span.Oldest;
        }
        while (slice.HasOlder);

        Assert.Equal((700, 700), (told, slice.Matching));
    }

    [Fact]
    public async Task Names_AreThoseOfToday_AndLeadToTheirPages()
    {
        var item = (await Reader.ReadAsync(manager, null, new AuditQuery { Secret = "OWN" }, None)).Items[0];

        Assert.Equal([("OWN", "/projects/bot?secret=OWN"), ("Bot", "/projects/bot")], item.Sentence.Where(part => part.Address is not null).Select(part => (part.Text, part.Address!)));
        await Database.Get<SecretStore>().DeleteAsync(manager, "bot", "OWN", null, None);
        item = (await Reader.ReadAsync(manager, "bot", new AuditQuery { Action = AuditAction.SecretAdded }, None)).Items[0];
        Assert.DoesNotContain(item.Sentence, part => part.Address is not null);
        Assert.Contains(item.Facts, fact => fact is { Name: "Project", Text: "Bot", Address: "/projects/bot" });
    }

    [Fact]
    public async Task CountNew_CountsWhatFitsAndCameLater()
    {
        var newest = (await Reader.ReadAsync(manager, "bot", new AuditQuery(), None)).Span.Newest;
        await Given.SecretAsync(manager, "LATER", ("staging", "x"));
        await Given.SecretInAsync(owner, ProjectAddress.Shared, "ELSEWHERE", ("staging", "x"));

        Assert.Equal(1, await Reader.CountNewAsync(manager, "bot", new AuditQuery(), newest, None));
        Assert.Equal(0, await Reader.CountNewAsync(manager, "bot", new AuditQuery { Outcome = "denied" }, newest, None));
    }

    private async Task<string> ToldToAsync(Caller reader)
    {
        await DeliverAsync(await Given.TokenAsync(manager, "bot", "web", "production"));
        return Assert.Single(await DeliveriesAsync(reader, null)).Text();
    }

    private async Task<IReadOnlyList<AuditListItem>> DeliveriesAsync(Caller reader, string? project) =>
        (await Reader.ReadAsync(reader, project, new AuditQuery { Action = AuditAction.SecretsDelivered }, None)).Items;

    private async Task DeliverAsync(TokenCaller token)
    {
        var resolver = Database.Get<SecretResolver>();
        await resolver.RecordAsync(token, await resolver.FindAsync(token, None));
    }
}
