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
    public async Task Picture_ForAForeigner_IsEmpty()
    {
        var foreign = await ReadAsync(await Callers.MemberAsync());

        Assert.Empty(foreign.Attention.Lines);
        Assert.Empty(foreign.Cards);
        Assert.Empty(foreign.Events);
        Assert.Equal((0, 0), (foreign.Figures.Secrets, foreign.Figures.Tokens));
    }

    [Fact]
    public async Task Figures_TokensAndChanges_AreOfOwnProjectsAndTheirTime()
    {
        await MintAsync("tomorrow", 1);
        var caller = await Given.TokenAsync(manager, "bot", "web", "staging");
        await Database.Gate.WriteAsync(db => db.ServiceTokens.Where(row => row.Id == caller.Token.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastDeliveredAt, Time.Now)), None);

        var figures = (await ReadAsync(manager)).Figures;

        Assert.Equal((3, 1, 1, 2, 1), (figures.Secrets, figures.Projects, figures.Programs, figures.Tokens, figures.Ending));
        Assert.Equal(Time.Now.AddDays(1), figures.NextEnd);
        // the project, three secrets, two tokens
        Assert.Equal((6L, 0L), (figures.Changes, figures.ChangesBefore));
        Time.Advance(TimeSpan.FromDays(7));
        var later = (await ReadAsync(await Callers.SessionAsync(manager.UserId))).Figures;
        Assert.Equal((0L, 6L, 0), (later.Changes, later.ChangesBefore, later.Programs));
    }

    [Fact]
    public async Task Days_DeliveriesAndRefusals_AreCountedAsTheyHappen()
    {
        var caller = await Given.TokenAsync(manager, "bot", "web", "staging");
        await DeliverAsync(caller, new AuditLine(AuditAction.SecretsDelivered));
        await DeliverAsync(caller, new AuditLine(AuditAction.SecretsDeliveredAgain) { Reads = new AuditReads(Time.Now, Time.Now, 7) });
        await Assert.ThrowsAsync<AccessDeniedException>(async () => await Database.Get<TokenStore>().RevokeAsync(await Callers.ViewerOfAsync("bot"), "bot", Guid.NewGuid(), None));

        var days = (await ReadAsync(manager)).Days;

        Assert.Equal(OverviewNumbers.Days, days.Count);
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

        Assert.Equal("created the token web for Staging of Bot", Text(own[0]));
        Assert.Equal("added ALONE in Development of Bot", Text(own[1]));
        Assert.Equal("added ALONE in Development of Bot", Text(seen[0]));
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

    private Task<OverviewPicture> ReadAsync(Caller caller) => Database.Get<OverviewReader>().ReadAsync(caller, None);

    private async Task<string> MintAsync(string name, int days) =>
        (await Database.Get<TokenStore>().MintAsync(manager, "bot", new TokenForm { Name = name, Environment = "staging", Read = true, Days = $"{days}" }, None)).Token!;

    private Task<int> DeliverAsync(TokenCaller caller, AuditLine line) => Database.Gate.WriteAsync(async db =>
    {
        await Database.Get<AuditLog>().AppendAsync(db, caller.Actor, caller.Token.Placed(line with { Environments = ["staging"] }), None);
        return await db.SaveChangesAsync();
    }, None);
}
