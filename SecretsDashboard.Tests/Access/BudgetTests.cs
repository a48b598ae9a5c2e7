using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SecretsDashboard.Access;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Access;

/// <summary>Each has a share of their own; anything beyond is refused with the rule and the time to wait.</summary>
public sealed class BudgetTests : IDisposable
{
    private static readonly Guid Ada = Guid.NewGuid();
    private static readonly Guid Grace = Guid.NewGuid();

    private readonly LogCapture log = new();
    private readonly LoggerFactory loggers;
    private Budget budget;

    public BudgetTests()
    {
        loggers = new LoggerFactory([log]);
        budget = New(new LimitOptions { PersonRequestsPerSecond = 1, BodyMegabytesAtOnce = 1, StoredMegabytesPerDay = 1 });
    }

    [Fact]
    public void Take_MoreThanTheShare_IsRefusedForThatPersonAlone()
    {
        for (var count = 0; count < 10; count++)
        {
            budget.Take(Ada, Cost.Request).Dispose();
        }

        var refused = Refused(Ada, Cost.Request);

        Assert.Equal(1, refused.RetryAfter);
        Assert.Equal("You ask for more than one person gets, 1 requests a second. Wait a second, then try again.", refused.Message);
        budget.Take(Grace, Cost.Request).Dispose();
    }

    [Fact]
    public async Task TakeTurn_SecondImportOfAPerson_WaitsUntilTheFirstIsDone()
    {
        var first = await TurnAsync(Ada);
        var second = TurnAsync(Ada);
        var third = TurnAsync(Ada);

        (await TurnAsync(Grace)).Dispose();
        Assert.False(second.IsCompleted);
        first.Dispose();
        var turn = await second;
        Assert.False(third.IsCompleted);
        turn.Dispose();
        (await third).Dispose();
    }

    [Fact]
    public async Task TakeTurn_WhoeverWaitsIsGone_LeavesTheTurnToTheNext()
    {
        var first = await TurnAsync(Ada);
        using var gone = new CancellationTokenSource();
        var second = budget.TakeTurnAsync(Ada, Cost.Import, gone.Token).AsTask();
        var third = TurnAsync(Ada);

        await gone.CancelAsync();
        first.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        (await third).Dispose();
    }

    [Fact]
    public async Task TakeTurn_MoreThanMayWait_AreRefusedAndLoggedOnce()
    {
        using var first = await TurnAsync(Ada);
        var waiting = Enumerable.Range(0, Budget.WaitingImports).Select(_ => TurnAsync(Ada)).ToList();

        for (var count = 0; count < 100; count++)
        {
            var refused = await Assert.ThrowsAsync<LimitReachedException>(() => TurnAsync(Ada));
            Assert.Equal((1, "32 imports of yours wait already, and one runs at a time. Wait a second, then try again."), (refused.RetryAfter, refused.Message));
        }

        Assert.DoesNotContain(waiting, wait => wait.IsCompleted);
        Assert.Equal(2, log.Text.Split($"{Ada}").Length);
    }

    [Fact]
    public void Take_NothingOfAnEmptyShare_IsRefused()
    {
        budget.Take(Ada, Cost.StoredKilobyte, 0).Dispose();
        budget.Take(Ada, Cost.StoredKilobyte, 1024).Dispose();

        Assert.StartsWith("You have stored 1 MiB within a day", Refused(Ada, Cost.StoredKilobyte, 0).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_MoreThanThereEverIs_TakesTheWholeShare()
    {
        budget.Take(Ada, Cost.StoredKilobyte, int.MaxValue).Dispose();

        Refused(Ada, Cost.StoredKilobyte);
    }

    [Fact]
    public void Take_LimitsOff_IsNeverRefused()
    {
        budget = New(new LimitOptions { PersonRequestsPerSecond = 0, BodyMegabytesAtOnce = 0, StoredMegabytesPerDay = 0 });

        foreach (var cost in (Cost[])[Cost.Request, Cost.BodyByte, Cost.StoredKilobyte])
        {
            budget.Take(Ada, cost, int.MaxValue).Dispose();
            budget.Take(Ada, cost, int.MaxValue).Dispose();
        }
    }

    [Fact]
    public void Grow_BeyondWhatIsTakenAtOnce_IsRefusedUntilGivenBack()
    {
        using (var room = new BodyRoom(budget, Ada))
        {
            room.Grow(4096);
            room.Grow(4096);
            room.Grow(1024 * 1024);
            using var second = new BodyRoom(budget, Ada);
            Assert.Throws<LimitReachedException>(() => second.Grow(1));
        }

        using var again = new BodyRoom(budget, Ada);
        again.Grow(1024 * 1024);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.2, 1)]
    [InlineData(1.2, 2)]
    public void Seconds_AnyWait_AreWholeAndNeverZero(double wait, int seconds) => Assert.Equal(seconds, LimitReachedException.Seconds(TimeSpan.FromSeconds(wait)));

    [Fact]
    public void Validate_BelowZeroOrBeyondCounting_NamesEachSetting()
    {
        var result = new LimitOptionsValidation().Validate(null, new LimitOptions { ProjectVersions = -1, BodyMegabytesAtOnce = 4096 });

        Assert.Equal(["Limits:BodyMegabytesAtOnce is 0 (no limit) to 1,024.", "Limits:ProjectVersions is 0 (no limit) to 1,000,000,000."], result.Failures);
    }

    public void Dispose()
    {
        budget.Dispose();
        loggers.Dispose();
        log.Dispose();
    }

    private Budget New(LimitOptions options) => new(Options.Create(options), loggers.CreateLogger<Budget>());

    private Task<IDisposable> TurnAsync(Guid who) => budget.TakeTurnAsync(who, Cost.Import, CancellationToken.None).AsTask();

    private LimitReachedException Refused(Guid who, Cost cost, int amount = 1) => Assert.Throws<LimitReachedException>(() => budget.Take(who, cost, amount));
}
