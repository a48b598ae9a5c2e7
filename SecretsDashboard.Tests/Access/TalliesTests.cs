using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Audit;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Audit;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Access;

/// <summary>What happens again and again is in the chain or in a row, whole in number, in few lines.</summary>
public sealed class TalliesTests : DatabaseTest
{
    private Caller manager = null!;
    private TokenCaller web = null!;

    private Tallies Tallies => Database.Get<Tallies>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"), ("production", "two"));
        web = await Given.TokenAsync(manager, Given.Project, "web", "production");
    }

    [Fact]
    public async Task Record_AProgramThatPollsForADay_IsToldAtOnceThenInSumsThenByTheHour()
    {
        var began = Time.Now;
        var told = new List<TimeSpan>();
        for (var polls = 0; polls < 24 * 60; polls++)
        {
            await DeliverAsync(web);
            await Tallies.WriteAsync();
            told.AddRange(Enumerable.Repeat(Time.Now - began, await LinesAsync() - told.Count));
            Assert.Equal(polls + 1, await CountAsync());
            Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10)], told.Take(3));
        Assert.Equal(Enumerable.Range(1, 23).Select(hours => TimeSpan.FromMinutes(10) + TimeSpan.FromHours(hours)), told.Skip(3));
        await Tallies.StopAsync(None);
        Assert.Equal((24 * 60, 0), (await ToldAsync(), await RowsAsync()));
        Assert.Null((await Database.Get<AuditVerifier>().VerifyAsync(None)).Fault);
    }

    [Fact]
    public async Task Record_RepeatsWithinSeconds_AreInTheRowAtOnceAndInTheChainAfterFive()
    {
        await DeliverAsync(web, 4);
        Time.Advance(TimeSpan.FromSeconds(3));
        await Tallies.WriteAsync();

        var row = await Database.ReadAsync(db => db.Repetitions.AsNoTracking().SingleAsync());
        Assert.Equal((4, 3, web.Token.Id, "192.0.2.9", Time.Now.AddSeconds(-3)), (row.Count, row.Untold, row.TokenId!.Value, row.Address, row.LastAt));
        Assert.Equal(1, await LinesAsync());

        Time.Advance(TimeSpan.FromSeconds(2));
        await Tallies.WriteAsync();

        var line = AuditBody.Read((await AuditAsync())[^1].Body)!;
        Assert.Equal((AuditAction.SecretsDeliveredAgain, "192.0.2.9", 3), (line.Line.Action, line.Actor.Address, line.Line.Reads!.Count));
        Assert.Equal(0, (await Database.ReadAsync(db => db.Repetitions.AsNoTracking().SingleAsync())).Untold);
    }

    [Fact]
    public async Task Start_AfterAKill_BringsTheChainUpToTheRowsAndSaysSo()
    {
        using var folder = new TestFolder();
        await using (var older = await TestDatabase.StartAsync(folder))
        {
            var given = new Given(older, new TestCallers(older));
            var program = await given.TokenAsync(await given.ProjectAsync(), Given.Project, "web", "production");
            await DeliverAsync(older, program, 10);
            await older.Get<Tallies>().WriteAsync();
            await DeliverAsync(older, program, 5);
        }

        await using var next = await TestDatabase.StartAsync(folder);
        await next.Get<Tallies>().StartAsync(None);

        var entries = await next.ReadAsync(db => db.Audit.AsNoTracking().OrderBy(entry => entry.Seq).ToListAsync());
        var line = AuditBody.Read(entries[^1].Body)!;
        Assert.Equal((AuditAction.SecretsDeliveredAgain, "web", "bot", 9, true), (line.Line.Action, line.Actor.Name, line.Line.ProjectName, line.Line.Reads!.Count, line.Line.Reads.IsCaughtUp));
        var labels = await next.ReadAsync(db => PersonLabels.ReadAsync(db, None));
        Assert.EndsWith("told at the next start: the server was killed", AuditItems.Shown(line, labels).Fact("Repeats"), StringComparison.Ordinal);
        Assert.StartsWith("9 times, ", AuditItems.Shown(line, labels).Repeats, StringComparison.Ordinal);
        Assert.Equal(0, await next.ReadAsync(db => db.Repetitions.CountAsync()));
        Assert.Null((await next.Get<AuditVerifier>().VerifyAsync(None)).Fault);
        await next.Get<Tallies>().StopAsync(None);
    }

    [Fact]
    public async Task Record_ANewRevision_EndsTheOneBeforeIt()
    {
        await DeliverAsync(web, 3);
        await Given.SecretAsync(manager, "OTHER", ("production", "x"));
        await DeliverAsync(web, 2);
        Time.Advance(TimeSpan.FromSeconds(3));
        await Tallies.WriteAsync();

        Assert.Equal(2, (await Database.ReadAsync(db => db.Repetitions.AsNoTracking().SingleAsync())).Revision);
        Assert.Equal(5, await CountAsync());
    }

    [Fact]
    public async Task Record_AnHourOfRest_IsAFirstAgain()
    {
        await DeliverAsync(web, 2);
        Time.Advance(TimeSpan.FromHours(1));
        await Tallies.WriteAsync();
        Assert.Equal((2, 0), (await ToldAsync(), await RowsAsync()));

        await DeliverAsync(web);

        Assert.Equal([AuditAction.SecretsDelivered, AuditAction.SecretsDeliveredAgain, AuditAction.SecretsDelivered], await ActionsAsync());
    }

    [Fact]
    public async Task Record_FromTenThousandAddresses_IsAFewHundredLinesAndEveryOneCounts()
    {
        for (var number = 0; number < 10_000; number++)
        {
            await DeliverAsync(web with { Address = $"2001:db8:{number / 100:x}:{number % 100:x}::{number:x}" });
        }
        await Tallies.WriteAsync();

        Assert.InRange(await LinesAsync(), 100, 301);
        Assert.Equal(10_000, await CountAsync());
        await Tallies.StopAsync(None);
        Assert.Equal(10_000, await ToldAsync());
    }

    [Fact]
    public async Task Record_ManyAtOnceWhileTalliesAreWrittenAndEnd_LosesNoneAndInventsNone()
    {
        const int Each = 1500;
        var programs = Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => DeliverAsync(web with { Address = $"192.0.2.{number % 2}" }, Each))));
        while (!programs.IsCompleted)
        {
            await Tallies.WriteAsync();
            Time.Advance(TimeSpan.FromMinutes(40));
            await Task.Delay(5);
        }
        await programs;
        await Tallies.StopAsync(None);

        Assert.Equal((8 * Each, 0), (await ToldAsync(), await RowsAsync()));
        Assert.Null((await Database.Get<AuditVerifier>().VerifyAsync(None)).Fault);
        Assert.Null(Tallies.Failure);
    }

    [Fact]
    public async Task Refuse_AViewerAThousandTimes_IsAFewLinesAndEveryOneCounts()
    {
        var viewer = await Callers.ViewerOfAsync(Given.Project);
        var before = (await AuditAsync()).Count;
        for (var number = 0; number < 1000; number++)
        {
            await Assert.ThrowsAsync<AccessDeniedException>(async () =>
            {
                await foreach (var piece in Database.Get<AuditReader>().ExportAsync(viewer, Given.Project, new AuditQuery(), None))
                {
                    Assert.Fail($"{piece.Count} entries");
                }
            });
            Time.Advance(TimeSpan.FromSeconds(1));
        }
        await Tallies.StopAsync(None);

        var lines = (await AuditAsync()).Skip(before).Select(entry => AuditBody.Read(entry.Body)!).ToList();
        Assert.InRange(lines.Count, 2, 19);
        Assert.All(lines, line => Assert.Equal((AuditAction.AccessRefused, viewer.UserId, "read audit", AccessDeniedException.RoleTooLow), (line.Line.Action, line.Actor.Id, line.Line.TargetName, line.Line.Reason)));
        Assert.Equal(1000, lines.Sum(line => line.Line.Reads?.Count ?? 1));
        Assert.Null(lines[0].Line.Reads);
    }

    [Fact]
    public async Task TurnAway_ThousandsOfInventedTokensOfOneNetwork_AreOneTally()
    {
        var before = (await AuditAsync()).Count;
        for (var number = 0; number < 3000; number++)
        {
            var address = System.Net.IPAddress.Parse($"192.0.2.{number % 250}");
            await Database.Get<TokenGuard>().RecordTurnedAwayAsync(Database.Get<TokenRegistry>().Mint().Text, address, $"request-{number}");
        }
        await Tallies.StopAsync(None);

        var lines = (await AuditAsync()).Skip(before).Select(entry => AuditBody.Read(entry.Body)!).ToList();
        Assert.Equal([("192.0.2.0", null), ("192.0.2.0/24", 2999L)], lines.Select(line => (line.Actor.Address, line.Line.Reads?.Count)));
    }

    [Fact]
    public async Task Record_TheRowIsNotKept_IsFoundOut()
    {
        await DeliverAsync(web, 2);
        await Database.TamperAsync("CREATE TRIGGER Swallow BEFORE UPDATE ON Repetitions BEGIN SELECT RAISE(IGNORE); END");
        Time.Advance(TimeSpan.FromSeconds(6));

        await Assert.ThrowsAsync<AuditUnavailableException>(() => DeliverAsync(web));
        Assert.NotNull(Tallies.Failure);

        await Database.TamperAsync("DROP TRIGGER Swallow");
        await Tallies.WriteAsync();
        await DeliverAsync(web);
        Assert.Null(Tallies.Failure);
    }

    private Task DeliverAsync(TokenCaller caller, int times = 1) => DeliverAsync(Database, caller, times);

    private static async Task DeliverAsync(TestDatabase database, TokenCaller caller, int times)
    {
        var resolver = database.Get<SecretResolver>();
        for (; times > 0; times--)
        {
            await resolver.RecordAsync(caller, await resolver.FindAsync(caller, None));
        }
    }

    private Task<int> RowsAsync() => Database.ReadAsync(db => db.Repetitions.CountAsync());

    private async Task<int> LinesAsync() => (await ActionsAsync()).Count;

    private async Task<List<string>> ActionsAsync() => [.. (await AuditAsync()).Select(entry => entry.Action).Where(action => action.StartsWith("secrets.delivered", StringComparison.Ordinal))];

    private async Task<long> ToldAsync() => (await AuditAsync()).Where(entry => entry.Action.StartsWith("secrets.delivered", StringComparison.Ordinal))
        .Sum(entry => AuditBody.Read(entry.Body)!.Line.Reads?.Count ?? 1);

    /// <summary>What the chain tells and what only the rows tell.</summary>
    private async Task<long> CountAsync() => await ToldAsync() + await Database.ReadAsync(db => db.Repetitions.SumAsync(row => row.Untold));
}
