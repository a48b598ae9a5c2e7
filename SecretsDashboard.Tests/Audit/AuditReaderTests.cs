using SecretsDashboard.Access;
using SecretsDashboard.Audit;
using SecretsDashboard.Projects;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Audit;

/// <summary>Who reads which entries of the log, by which filters, and which names they see.</summary>
public sealed class AuditReaderTests : DatabaseTest
{
    private Caller manager = null!;
    private Caller admin = null!;

    private AuditReader Reader => Database.Get<AuditReader>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
        admin = await Callers.PersonAsync("Anna Admin", SecretsDashboard.Data.InstanceRole.Admin);
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"), ("production", "two"));
        await Given.SecretAsync(manager, "OTHER", ("staging", "three"));
        await Database.Get<ProjectStore>().CreateAsync(admin, new ProjectForm { Name = "Elsewhere", Slug = "elsewhere" }, None);
    }

    [Fact]
    public async Task Read_Project_ShowsItsEntriesNewestFirst()
    {
        var slice = await Reader.ReadAsync(manager, "bot", new AuditQuery(), None);

        Assert.Equal(["added OTHER in Staging", "added API_KEY in Development and Production", "created the project Bot"], slice.Items.Select(item => item.Text()));
        Assert.Equal(("Adam Admin", "192.0.2.7", "Done"), (slice.Items[0].Who, slice.Items[0].Fact("From"), slice.Items[0].Fact("Outcome")));
        Assert.Equal((false, false), (slice.HasNewer, slice.HasOlder));
    }

    [Fact]
    public async Task Read_ProjectWithoutItsRole_IsRefusedAndOnRecord()
    {
        Caller[] others = [await Callers.ViewerOfAsync("bot"), await Callers.EditorOfAsync("bot"), admin, await Callers.OwnerAsync()];
        foreach (var other in others)
        {
            await Assert.ThrowsAsync<AccessDeniedException>(() => Reader.ReadAsync(other, "bot", new AuditQuery(), None));
            await AnewAsync();
            await Assert.ThrowsAsync<AccessDeniedException>(() => Reader.ListActorsAsync(other, "bot", None));
        }

        var refusals = await Reader.ReadAsync(manager, "bot", new AuditQuery { Outcome = "denied" }, None);
        Assert.Equal((others.Length, 2 * others.Length), (refusals.Items.Count, refusals.Matching));
        Assert.All(refusals.Items, item => Assert.StartsWith("once more at ", item.Repeats, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_InstanceAsAMember_IsRefused() =>
        await Assert.ThrowsAsync<AccessDeniedException>(async () => await Reader.ReadAsync(await Callers.ManagerOfAsync("bot"), null, new AuditQuery(), None));

    [Fact]
    public async Task Read_Instance_NamesTheTargetsOfOwnProjectsAlone()
    {
        var items = (await Reader.ReadAsync(admin, null, new AuditQuery(), None)).Items;

        Assert.Equal(("created the project Elsewhere", "Elsewhere"), (items[0].Text(), items[0].Fact("Project")));
        Assert.All(items.Skip(1), item =>
        {
            Assert.Equal("Adam Admin", item.Who);
            Assert.StartsWith("…", item.Fact("Project"), StringComparison.Ordinal);
            Assert.StartsWith("…", item.Fact("Target"), StringComparison.Ordinal);
            Assert.Empty(item.Fact("Environments"));
            Assert.DoesNotContain("bot", item.Text(), StringComparison.Ordinal);
        });
        Assert.Equal(4, items.Count);
    }

    [Fact]
    public async Task Read_InstanceBySecret_CannotProbeForNamesItHides()
    {
        Assert.Empty((await Reader.ReadAsync(admin, null, new AuditQuery { Secret = "API" }, None)).Items);
        Assert.Single((await Reader.ReadAsync(manager, null, new AuditQuery { Secret = "API" }, None)).Items);
    }

    [Fact]
    public async Task ListActors_Instance_LeavesTokensOfOtherProjectsOut()
    {
        var minted = await Database.Get<TokenStore>().MintAsync(manager, "bot", new TokenForm { Name = "web server", Environment = "staging", Read = true, Days = "1" }, None);
        var token = new TokenCaller(Database.Get<TokenRegistry>().Find(minted.Token!)!, "192.0.2.9", "r");
        await Database.Gate.WriteAsync(async db =>
        {
            await Database.Get<AuditLog>().AppendAsync(db, token.Actor, new AuditLine(AuditAction.SecretsDelivered) { ProjectId = token.Token.ProjectId, ProjectName = "bot", Environments = ["staging"], Revision = 7 }, None);
            return await db.SaveChangesAsync();
        }, None);

        var known = await Reader.ListActorsAsync(manager, "bot", None);
        Assert.Equal([("Adam Admin", false), ("web server", true)], known.Select(actor => (actor.Name, actor.IsToken)));
        Assert.Equal(["Adam Admin", "Anna Admin"], (await Reader.ListActorsAsync(admin, null, None)).Select(actor => actor.Name));
        var delivered = Assert.Single((await Reader.ReadAsync(manager, "bot", new AuditQuery { Actor = minted.Id }, None)).Items);
        Assert.Equal(("web server", "192.0.2.9", "7", "received all secrets in Staging"), (delivered.Who, delivered.Fact("From"), delivered.Fact("Revision"), delivered.Text()));
        Assert.StartsWith("…", Assert.Single((await Reader.ReadAsync(admin, null, new AuditQuery { Actor = minted.Id }, None)).Items).Who, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_RefusedTokenThatEnded_HasItsNameWhereItMayBeKnown()
    {
        var minted = await Database.Get<TokenStore>().MintAsync(manager, "bot", new TokenForm { Name = "web server", Environment = "staging", Read = true, Days = "1" }, None);
        await Database.Get<TokenStore>().RevokeAsync(manager, "bot", minted.Id!.Value, None);
        await Database.Get<TokenGuard>().RecordTurnedAwayAsync(minted.Token, System.Net.IPAddress.Parse("192.0.2.9"), "r");

        Assert.Equal(("web server", "was refused: unknown, expired or revoked token", true), await NewestAsync(manager));
        Assert.Equal(("Someone", "was refused: unknown, expired or revoked token", true), await NewestAsync(admin));

        async Task<(string, string, bool)> NewestAsync(Caller reader) =>
            (await Reader.ReadAsync(reader, null, new AuditQuery { Action = AuditAction.TokenRefused }, None)).Items[0] is var item ? (item.Who, item.Text(), item.IsRefused) : default;
    }

    [Fact]
    public async Task Read_EachFilter_NarrowsDown()
    {
        Time.Advance(TimeSpan.FromHours(2));
        await Callers.JoinAsync(admin, "bot", SecretsDashboard.Data.ProjectRole.Manager);
        var session = await Callers.SessionAsync(admin.UserId);
        await Given.SecretAsync(session, "APIXKEY", ("development", "x"));

        Assert.Equal(["APIXKEY"], await TargetsAsync(new AuditQuery { Actor = admin.UserId }));
        Assert.Equal(["Bot"], await TargetsAsync(new AuditQuery { Action = AuditAction.ProjectCreated }));
        Assert.Equal(["API_KEY"], await TargetsAsync(new AuditQuery { Secret = "pi_k" }));
        Assert.Equal(["APIXKEY", "API_KEY"], await TargetsAsync(new AuditQuery { Secret = "key", Action = AuditAction.SecretAdded }));
        Assert.Empty(await TargetsAsync(new AuditQuery { Secret = "%" }));
        Assert.Empty(await TargetsAsync(new AuditQuery { Outcome = "denied" }));
        Assert.Equal(["APIXKEY"], await TargetsAsync(new AuditQuery { Within = "1h" }));
        Assert.Equal(4, (await TargetsAsync(new AuditQuery { Within = "24h" })).Count);
        var today = DateOnly.FromDateTime(Time.Now);
        Assert.Equal(4, (await TargetsAsync(new AuditQuery { From = today.AddDays(-1), To = today })).Count);
        Assert.Empty(await TargetsAsync(new AuditQuery { From = today.AddDays(1) }));
        Assert.Empty(await TargetsAsync(new AuditQuery { To = today.AddDays(-2) }));

        async Task<List<string>> TargetsAsync(AuditQuery query) => [.. (await Reader.ReadAsync(session, "bot", query, None)).Items.Select(item => item.Fact("Target"))];
    }

    [Fact]
    public async Task Read_ManyEntries_PagesForthAndBackWithoutLosingOne()
    {
        for (var number = 0; number < 120; number++)
        {
            await Given.SecretAsync(manager, $"PAGE_{number}", ("staging", "x"));
        }
        var added = new AuditQuery { Secret = "PAGE_" };

        var first = await Reader.ReadAsync(manager, "bot", added, None);
        var second = await Reader.ReadAsync(manager, "bot", added with { Before = first.Items[^1].Seq }, None);
        var third = await Reader.ReadAsync(manager, "bot", added with { Before = second.Items[^1].Seq }, None);
        var back = await Reader.ReadAsync(manager, "bot", added with { After = third.Items[0].Seq }, None);

        Assert.Equal((50, 50, 20), (first.Items.Count, second.Items.Count, third.Items.Count));
        Assert.Equal((false, true, true, true, true, false), (first.HasNewer, first.HasOlder, second.HasNewer, second.HasOlder, third.HasNewer, third.HasOlder));
        Assert.Equal(120, first.Items.Concat(second.Items).Concat(third.Items).Select(item => item.Seq).Distinct().Count());
        Assert.Equal(second.Items.Select(item => item.Seq), back.Items.Select(item => item.Seq));
        Assert.Equal((true, true), (back.HasNewer, back.HasOlder));
    }

    [Fact]
    public async Task Read_EntryAlteredPastTheProgram_SaysSoAndShowsTheRest()
    {
        await Database.TamperAsync("UPDATE Audit SET Body = x'7b7d' WHERE Seq = 2");

        var items = (await Reader.ReadAsync(manager, "bot", new AuditQuery(), None)).Items;

        Assert.Equal([false, true, false], items.Select(item => item.IsAltered));
    }

    [Fact]
    public async Task Export_MoreThanAPiece_HasEveryEntryOnceAndIsOnRecord()
    {
        await Database.TamperAsync("""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
            INSERT INTO Audit (Seq, Epoch, Body, Mac, Time, ActorId, Action, Outcome, ProjectId, TargetId, TargetName)
            SELECT 1000 + i, Epoch, Body, Mac, Time, ActorId, Action, Outcome, ProjectId, TargetId, TargetName FROM Audit, n WHERE Seq = 2
            """);
        var seqs = new List<long>();

        await foreach (var rows in Reader.ExportAsync(manager, "bot", new AuditQuery { Action = AuditAction.SecretAdded, Before = 5 }, None))
        {
            seqs.AddRange(rows.Select(row => row.Row.Seq));
        }

        Assert.Equal([.. Enumerable.Range(1001, 2500).Reverse().Select(seq => (long)seq), 3, 2], seqs);
        Assert.Equal("audit.exported", (await LastAuditAsync()).Text("action"));
    }
}
