using SecretsDashboard.Account;

namespace SecretsDashboard.Tests.Account;

/// <summary>Two at once, others wait, who waits too long is refused, and a turn is always given back.</summary>
public sealed class PasswordTurnTests : IDisposable
{
    private readonly PasswordTurn turn = new();

    public void Dispose() => turn.Dispose();

    [Fact]
    public async Task TryAsync_ManyAtOnce_RunsNoMoreThanTwo()
    {
        var (running, most) = (0, 0);
        var watch = new Lock();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => turn.TryAsync($"{number}", () =>
        {
            lock (watch)
            {
                most = Math.Max(most, ++running);
            }
            Thread.Sleep(30);
            lock (watch)
            {
                running--;
            }
            return number;
        }, isKnown: false, CancellationToken.None)));

        Assert.Equal(2, most);
        Assert.Equal(Enumerable.Range(0, 8).Select(number => (true, number)), answers);
    }

    [Fact]
    public async Task TryAsync_NoTurnInTime_IsRefusedWithoutRunning()
    {
        using var release = new ManualResetEventSlim();
        var busy = Enumerable.Range(0, 2).Select(number => turn.TryAsync($"{number}", () => release.Wait(TimeSpan.FromSeconds(60)), isKnown: false, CancellationToken.None)).ToList();
        var ran = false;

        var (taken, _) = await turn.TryAsync("another", () => ran = true, isKnown: false, CancellationToken.None);

        release.Set();
        await Task.WhenAll(busy);
        Assert.False(taken);
        Assert.False(ran);
    }

    [Fact]
    public async Task TryAsync_OneAccountAtBothTurns_LeavesTheOtherTurnToOthers()
    {
        using var release = new ManualResetEventSlim();
        var flood = Enumerable.Range(0, 20).Select(number => turn.TryAsync(number % 2 == 0 ? "flood" : "FLOOD", () => release.Wait(TimeSpan.FromSeconds(60)), isKnown: false, CancellationToken.None)).ToList();

        Assert.Equal((true, 7), await turn.TryAsync("another", () => 7, isKnown: false, CancellationToken.None));

        release.Set();
        await Task.WhenAll(flood);
    }

    [Fact]
    public async Task TryAsync_StrangersAtAllTurns_LeaveThePersonTheirOwn()
    {
        using var release = new ManualResetEventSlim();
        var flood = Enumerable.Range(0, 20).Select(number => turn.TryAsync(number % 2 == 0 ? "person" : $"{number}", () => release.Wait(TimeSpan.FromSeconds(60)), isKnown: false, CancellationToken.None)).ToList();

        Assert.Equal((true, 7), await turn.TryAsync("person", () => 7, isKnown: true, CancellationToken.None));

        release.Set();
        await Task.WhenAll(flood);
    }

    [Fact]
    public async Task TryAsync_WhoAskedIsGone_IsCancelledAndTakesNoTurn()
    {
        using var release = new ManualResetEventSlim();
        using var gone = new CancellationTokenSource();
        var first = turn.TryAsync("one", () => release.Wait(TimeSpan.FromSeconds(60)), isKnown: false, CancellationToken.None);
        var second = turn.TryAsync("one", () => true, isKnown: false, gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        release.Set();
        Assert.True((await first).Taken);
        Assert.Equal((true, 7), await turn.TryAsync("one", () => 7, isKnown: false, CancellationToken.None));
    }

    [Fact]
    public async Task TryAsync_WorkThrows_GivesTheTurnBack()
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => turn.TryAsync<int>("one", () => throw new InvalidOperationException(), isKnown: false, CancellationToken.None));
        }

        Assert.Equal((true, 7), await turn.TryAsync("one", () => 7, isKnown: false, CancellationToken.None));
    }
}
