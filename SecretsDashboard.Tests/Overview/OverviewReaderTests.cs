using System.Net;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Overview;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Overview;

/// <summary>What the first page tells whom: of their own projects alone, and only what they may mend.</summary>
public sealed class OverviewReaderTests : DatabaseTest
{
    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
        await Given.SecretAsync(manager, "FULL", ("development", "a"), ("staging", "b"), ("production", "c"));
        await Given.SecretAsync(manager, "GAP", ("development", "a"), ("staging", "b"));
        await Given.SecretAsync(manager, "ALONE", ("development", "a"));
    }

    [Fact]
    public async Task Cards_OfAProject_SayHowManyValuesEachEnvironmentHas()
    {
        var card = Assert.Single((await ReadAsync(manager)).Cards);

        Assert.Equal(("Bot", "/projects/bot", 3), (card.Name, card.Address, card.Secrets));
        Assert.Equal([("development", 3, 0), ("staging", 2, 0), ("production", 1, 1)], card.Environments.Select(each => (each.Slug, each.Set, each.Missing)));
    }

    [Fact]
    public async Task Attention_ValueThatTheOthersHave_IsMissing()
    {
        var line = Line(await ReadAsync(manager), "is missing");

        Assert.Equal(("1 value", AttentionLevel.Soon, "Bot: Production 1", "/projects/bot"), (line.Name, line.Level, line.Detail, line.Address));
    }

    [Fact]
    public async Task Attention_ViewerOrForeigner_IsToldNothingTheyCannotMend()
    {
        var viewer = await ReadAsync(await Callers.ViewerOfAsync("bot"));
        var foreign = await ReadAsync(await Callers.MemberAsync());

        Assert.Empty(viewer.Attention);
        Assert.Single(viewer.Cards);
        Assert.Empty(foreign.Attention);
        Assert.Empty(foreign.Cards);
        Assert.Empty(foreign.Events);
    }

    [Fact]
    public async Task Attention_TokenNearItsEnd_PressesMoreInTheLastTwoDays()
    {
        await MintAsync("soon", 10);
        await MintAsync("tomorrow", 1);
        await MintAsync("later", 90);

        var lines = (await ReadAsync(manager)).Attention.Where(line => line.Text == "ends").ToList();

        Assert.Equal([("tomorrow", AttentionLevel.Now), ("soon", AttentionLevel.Soon)], lines.Select(line => (line.Name, line.Level)));
        Assert.All(lines, line => Assert.True(line is { IsAhead: true, At: not null, Address: "/projects/bot/tokens" }));
    }

    [Fact]
    public async Task Attention_TokenThatExpiredAndStillAsks_IsUrgent()
    {
        var token = await MintAsync("old jenkins", 1);
        Time.Advance(TimeSpan.FromDays(2));
        await Database.Get<TokenGuard>().RecordTurnedAwayAsync(token, IPAddress.Parse("192.0.2.44"), "r");

        var line = Line(await ReadAsync(await Callers.SessionAsync(manager.UserId)), "has expired and still asks");

        Assert.Equal(("old jenkins", AttentionLevel.Now), (line.Name, line.Level));
        Assert.Contains("192.0.2.44", line.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attention_TokenNeverUsedForAMonth_IsNamed()
    {
        await MintAsync("forgotten", 90);
        Assert.DoesNotContain((await ReadAsync(manager)).Attention, line => line.Name == "forgotten");
        Time.Advance(TimeSpan.FromDays(31));

        Assert.Equal("forgotten", Line(await ReadAsync(await Callers.SessionAsync(manager.UserId)), "was never used").Name);
    }

    [Fact]
    public async Task Attention_OfTheInstance_IsForThoseWhoManagePeople()
    {
        await Given.InvitationAsync(manager, "late@example.com", InstanceRole.Member);
        Time.Advance(Invitation.Lifetime + TimeSpan.FromHours(1));

        var admin = (await ReadAsync(await Callers.SessionAsync(manager.UserId))).Attention;
        var member = (await ReadAsync(await Callers.ManagerOfAsync("bot"))).Attention;

        Assert.Contains(admin, line => line is { Name: "1 invitation", Text: "has expired", Address: "/members" });
        Assert.Contains(admin, line => line.Text is "has no second factor" or "have no second factor");
        Assert.DoesNotContain(member, line => line.Address == "/members");
    }

    [Fact]
    public async Task Days_DeliveriesAndRefusals_AreCountedAsTheyHappen()
    {
        var caller = await Given.TokenAsync(manager, "bot", "web", "staging");
        await DeliverAsync(caller, new AuditLine(AuditAction.SecretsDelivered));
        await DeliverAsync(caller, new AuditLine(AuditAction.SecretsDeliveredAgain) { Reads = new AuditReads(Time.Now, Time.Now, 7) });
        await Assert.ThrowsAsync<AccessDeniedException>(async () => await Database.Get<TokenStore>().RevokeAsync(await Callers.ViewerOfAsync("bot"), "bot", Guid.NewGuid(), None));

        var days = (await ReadAsync(manager)).Days;

        Assert.Equal(OverviewReader.Days, days.Count);
        Assert.Equal((DateOnly.FromDateTime(Time.Now), 8L, 1L), (days[^1].Day, days[^1].Deliveries, days[^1].Refusals));
        Assert.All(days.Take(days.Count - 1), day => Assert.Equal((0L, 0L), (day.Deliveries, day.Refusals)));
        Assert.Equal(0, (await ReadAsync(await Callers.MemberAsync())).Days[^1].Deliveries);
    }

    [Fact]
    public async Task Events_OfOwnProjects_AreSentencesAndLeaveDeliveriesOut()
    {
        var caller = await Given.TokenAsync(manager, "bot", "web", "staging");
        await DeliverAsync(caller, new AuditLine(AuditAction.SecretsDelivered));

        var own = (await ReadAsync(manager)).Events;
        var seen = (await ReadAsync(await Callers.ViewerOfAsync("bot"))).Events;

        Assert.Equal("created the token web for staging of Bot", Text(own[0]));
        Assert.Equal("added ALONE in development of Bot", Text(own[1]));
        Assert.Equal("added ALONE in development of Bot", Text(seen[0]));
        Assert.DoesNotContain(own, item => Text(item).StartsWith("received", StringComparison.Ordinal));

        static string Text(OverviewEvent item) => string.Concat(item.Sentence.Select(part => part.Text));
    }

    [Fact]
    public async Task Steps_AllDone_AreGone()
    {
        var steps = (await ReadAsync(manager)).Steps;
        Assert.Equal([("First secret", true), ("A program received it", false), ("Second factor for you", false), ("First colleague", false)], steps.Select(step => (step.Text, step.IsDone)));

        await Callers.MemberAsync();
        await Database.Gate.WriteAsync(async db =>
        {
            db.Add(new Authenticator { UserId = manager.UserId, Sealed = [1], CreatedAt = Time.Now });
            return await db.SaveChangesAsync();
        }, None);
        var token = await Given.TokenAsync(manager, "bot", "web", "staging");
        await Database.Gate.WriteAsync(db => db.ServiceTokens.Where(row => row.Id == token.Token.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsedAt, Time.Now)), None);

        Assert.Empty((await ReadAsync(manager)).Steps);
    }

    private static AttentionLine Line(OverviewPicture picture, string text) => Assert.Single(picture.Attention, line => line.Text == text);

    private Task<OverviewPicture> ReadAsync(Caller caller) => Database.Get<OverviewReader>().ReadAsync(caller, None);

    private async Task<string> MintAsync(string name, int days) =>
        (await Database.Get<TokenStore>().MintAsync(manager, "bot", new TokenForm { Name = name, Environment = "staging", Read = true, Days = $"{days}" }, None)).Token!;

    private Task<int> DeliverAsync(TokenCaller caller, AuditLine line) => Database.Gate.WriteAsync(async db =>
    {
        await Database.Get<AuditLog>().AppendAsync(db, caller.Actor, caller.Token.Placed(line with { Environments = ["staging"] }), None);
        return await db.SaveChangesAsync();
    }, None);
}
