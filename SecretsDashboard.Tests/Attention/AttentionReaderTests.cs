using System.Net;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Attention;
using SecretsDashboard.Data;
using SecretsDashboard.Overview;
using SecretsDashboard.Projects;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Attention;

/// <summary>What needs whom: of their own projects alone, only what they may mend, and nothing that needs no action.</summary>
public sealed class AttentionReaderTests : DatabaseTest
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
    public async Task Missing_ValueThatTheOthersHave_IsNamed()
    {
        var line = Line(await ReadAsync(manager), AttentionKind.ValueMissing);

        Assert.Equal(("GAP", "is missing in Production", AttentionLevel.Soon, "/projects/bot?missing=production"), (line.Name, line.Text, line.Level, line.Address));
        Assert.Equal([new AttentionItem("GAP", "/projects/bot?secret=GAP", "production", "Production")], line.Items);
    }

    [Fact]
    public async Task Missing_ElsewhereThanInProduction_IsOneLineForTheProject()
    {
        await Database.Get<EnvironmentStore>().AddAsync(manager, "bot", "Preview", None);
        await Given.SecretAsync(manager, "NO_STAGING", ("development", "a"), ("production", "b"), ("preview", "c"));

        var lines = (await ReadAsync(manager)).Lines.Where(line => line.Kind == AttentionKind.ValueMissing).ToList();

        // FULL lacks Preview, GAP Preview and Production, NO_STAGING what its name says
        Assert.Equal([("GAP", "is missing in Production"), ("3 values", "are missing")], lines.Select(Told));
        Assert.Equal(("Bot: Staging 1, Preview 2", 2), (lines[1].Detail, lines[1].Targets.Count));
        Assert.Equal(["NO_STAGING in Staging", "FULL in Preview", "GAP in Preview"], lines[1].Items.Select(item => $"{item.Name} in {item.EnvironmentName}"));
    }

    [Fact]
    public async Task Missing_SharedBeneath_IsNotMissing()
    {
        var owner = await Callers.OwnerAsync();
        await Given.SecretInAsync(owner, ProjectAddress.Shared, "GAP", ("production", "shared"));

        Assert.DoesNotContain((await ReadAsync(manager)).Lines, line => line.Kind == AttentionKind.ValueMissing);
    }

    [Fact]
    public async Task Missing_InAProtectedEnvironment_IsForManagersAlone()
    {
        await Given.ProtectAsync("production");

        Assert.DoesNotContain((await ReadAsync(await Callers.EditorOfAsync("bot"))).Lines, line => line.Kind == AttentionKind.ValueMissing);
        Assert.Contains((await ReadAsync(manager)).Lines, line => line.Kind == AttentionKind.ValueMissing);
    }

    [Fact]
    public async Task Lines_ForAViewer_AreNone()
    {
        var viewer = await ReadAsync(await Callers.ViewerOfAsync("bot"));

        Assert.Empty(viewer.Lines);
    }

    [Fact]
    public async Task Tokens_NearTheirEnd_PressMoreInTheLastTwoDays()
    {
        await MintAsync("soon", 10);
        await MintAsync("tomorrow", 1);
        await MintAsync("later", 90);

        var lines = (await ReadAsync(manager)).Lines.Where(line => line.Kind == AttentionKind.TokenEnds).ToList();

        Assert.Equal([("tomorrow", AttentionLevel.Now), ("soon", AttentionLevel.Soon)], lines.Select(line => (line.Name, line.Level)));
        Assert.All(lines, line => Assert.True(line is { IsAhead: true, At: not null, Text: "ends" }));
        Assert.All(lines, line => Assert.StartsWith("/projects/bot/tokens?renew=", line.Address, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tokens_ExpiredAndStillAsked_IsUrgent()
    {
        var token = await MintAsync("old jenkins", 1);
        Time.Advance(TimeSpan.FromDays(2));
        await Database.Get<TokenGuard>().RecordTurnedAwayAsync(token, IPAddress.Parse("192.0.2.44"), "r");

        var line = Line(await ReadAsync(await Callers.SessionAsync(manager.UserId)), AttentionKind.TokenAsks);

        Assert.Equal(("old jenkins", "has expired and still asks", AttentionLevel.Now), (line.Name, line.Text, line.Level));
        Assert.Contains("192.0.2.44", line.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tokens_NeverUsedForAMonth_AreNamedOrCounted()
    {
        await MintAsync("forgotten", 90);
        Assert.DoesNotContain((await ReadAsync(manager)).Lines, line => line.Kind == AttentionKind.TokenUnused);
        Time.Advance(TimeSpan.FromDays(31));
        var later = await Callers.SessionAsync(manager.UserId);
        Assert.Equal(("forgotten", "was never used"), Told(Line(await ReadAsync(later), AttentionKind.TokenUnused)));

        await Database.Gate.WriteAsync(db => db.Sessions.ExecuteUpdateAsync(set => set.SetProperty(row => row.ConfirmedAt, Time.Now)), None);
        foreach (var name in (string[])["a", "b", "c"])
        {
            await MintAsync(name, 300, later);
        }
        Time.Advance(TimeSpan.FromDays(31));

        var line = Line(await ReadAsync(await Callers.SessionAsync(manager.UserId)), AttentionKind.TokenUnused);
        Assert.Equal(("4 tokens", "were never used"), Told(line));
        Assert.Equal(4, line.Targets.Count);
    }

    [Fact]
    public async Task Delivery_NoProgramReceivedIt_IsToldAfterAMonth()
    {
        var token = await Given.TokenAsync(manager, "bot", "web", "staging");
        await DeliveredAsync(token);
        Assert.DoesNotContain((await ReadAsync(manager)).Lines, line => line.Kind == AttentionKind.NeverDelivered);
        Time.Advance(TimeSpan.FromDays(31));

        // the others were in Staging when it was received
        var line = Line(await ReadAsync(await Callers.SessionAsync(manager.UserId)), AttentionKind.NeverDelivered);
        Assert.Equal(("ALONE", "was never delivered"), Told(line));
        Assert.Equal("/projects/bot?secret=ALONE", line.Address);

        Time.Advance(TimeSpan.FromDays(60));
        Assert.Equal(("2 secrets", "were not delivered for 90 days"), Told(Line(await ReadAsync(await Callers.SessionAsync(manager.UserId)), AttentionKind.LongUndelivered)));
        await DeliveredAsync(token);
        Assert.DoesNotContain((await ReadAsync(await Callers.SessionAsync(manager.UserId))).Lines, line => line.Kind == AttentionKind.LongUndelivered);
    }

    [Fact]
    public async Task Delivery_OfWhatIsKeptForOneself_IsMissedByNobody()
    {
        await Given.SecretInAsync(manager, ProjectAddress.Personal, "OWN", ("development", "a"));
        Time.Advance(TimeSpan.FromDays(31));

        Assert.DoesNotContain((await ReadAsync(await Callers.SessionAsync(manager.UserId))).Lines, line => line.Project == ProjectAddress.Personal);
    }

    [Fact]
    public async Task Delivery_OfWhatIsShared_IsToldToThoseWhoChangeIt()
    {
        var owner = await Callers.OwnerAsync();
        await Given.SecretInAsync(owner, ProjectAddress.Shared, "COMMON", ("development", "a"));
        Time.Advance(TimeSpan.FromDays(31));

        var line = Line(await ReadAsync(await Callers.SessionAsync(owner.UserId)), AttentionKind.NeverDelivered);

        Assert.Equal(("COMMON", false), (line.Name, line.IsMine));
        Assert.DoesNotContain((await ReadAsync(await Callers.MemberAsync())).Lines, each => each.Kind == AttentionKind.NeverDelivered);
    }

    [Fact]
    public async Task Damaged_Value_IsToldWhereItLiesAndToTheInstance()
    {
        var environment = await Database.ReadAsync(db => db.Environments.Where(row => row.Slug == "staging").Select(row => row.Id).SingleAsync());
        Database.Get<IntegrityCondition>().Found(null, environment, "version 1");

        var line = Line(await ReadAsync(await Callers.EditorOfAsync("bot")), AttentionKind.ValueDamaged);
        Assert.Equal((AttentionLevel.Now, "/projects/bot", Time.Now), (line.Level, line.Address, line.At));
        Assert.Contains("Bot, Staging", line.Detail, StringComparison.Ordinal);
        Assert.Equal("/audit?action=integrity_failed", Line(await ReadAsync(await Callers.OwnerAsync()), AttentionKind.ValueDamaged).Address);
        Assert.DoesNotContain((await ReadAsync(await Callers.MemberAsync())).Lines, each => each.Kind == AttentionKind.ValueDamaged);
    }

    [Fact]
    public async Task Log_ChangedPastTheProgram_IsToldToThoseWhoReadIt()
    {
        Assert.DoesNotContain((await ReadAsync(manager)).Lines, line => line.Kind == AttentionKind.ChainBroken);
        await Database.TamperAsync("UPDATE Audit SET Body = x'00' WHERE Seq = 2");
        await Database.Get<ChainCheck>().RunAsync(true);

        var line = Line(await ReadAsync(manager), AttentionKind.ChainBroken);

        Assert.Equal(("/audit", AttentionLevel.Now), (line.Address, line.Level));
        Assert.StartsWith("Entry 2 was altered", line.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain((await ReadAsync(await Callers.MemberAsync())).Lines, each => each.Kind == AttentionKind.ChainBroken);
    }

    [Fact]
    public async Task Log_NotSealedAnyMore_IsToldBeforeAnybodyVerifies()
    {
        await Database.Gate.WriteAsync(db => db.AuditHead.ExecuteUpdateAsync(set => set.SetProperty(head => head.Seal, Array.Empty<byte>())), None);

        Assert.Contains((await ReadAsync(manager)).Lines, line => line.Kind == AttentionKind.ChainBroken);
    }

    [Fact]
    public async Task People_OfTheInstance_AreForThoseWhoManageThem()
    {
        await Given.InvitationAsync(manager, "late@example.com", InstanceRole.Member);
        Time.Advance(Invitation.Lifetime + TimeSpan.FromHours(1));

        var admin = await ReadAsync(await Callers.SessionAsync(manager.UserId));
        var member = await ReadAsync(await Callers.ManagerOfAsync("bot"));

        Assert.Equal(("1 invitation", "has expired"), Told(Line(admin, AttentionKind.InvitationExpired)));
        Assert.False(Line(admin, AttentionKind.NoSecondFactor).IsMine);
        Assert.All(member.Lines, line => Assert.NotNull(line.Project));
        Assert.All(admin.OfOwn().Lines, line => Assert.NotNull(line.Project));
    }

    [Fact]
    public async Task Count_BesideOverview_IsThatOfItsLines()
    {
        var count = async () => (await Database.Get<SecretsDashboard.Shell.HouseReader>().ReadAsync(manager, None)).NeedsAttention;
        var before = await count();
        Assert.Equal((await ReadAsync(manager)).Lines.Count, before);

        // told at once, no matter who did it
        await Database.Get<NeedStore>().MarkAsync(manager, "bot", "GAP", "production", None);

        Assert.Equal(before - 1, await count());
    }

    private static (string, string) Told(AttentionLine line) => (line.Name, line.Text);

    private static AttentionLine Line(AttentionList list, AttentionKind kind) => Assert.Single(list.Lines, line => line.Kind == kind);

    private async Task<AttentionList> ReadAsync(Caller caller) => (await Database.Get<OverviewReader>().ReadAsync(caller, None)).Attention;

    private async Task<string> MintAsync(string name, int days, Caller? caller = null) =>
        (await Database.Get<TokenStore>().MintAsync(caller ?? manager, "bot", new TokenForm { Name = name, Environment = "staging", Read = true, Days = $"{days}" }, None)).Token!;

    private Task<int> DeliveredAsync(TokenCaller token) => Database.Gate.WriteAsync(
        db => db.ServiceTokens.Where(row => row.Id == token.Token.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LastDeliveredAt, Time.Now)), None);
}
