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

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => turn.TryAsync(() =>
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
        }, CancellationToken.None)));

        Assert.Equal(2, most);
        Assert.Equal(Enumerable.Range(0, 8).Select(number => (true, number)), answers);
    }

    [Fact]
    public async Task TryAsync_NoTurnInTime_IsRefusedWithoutRunning()
    {
        using var release = new ManualResetEventSlim();
        var busy = Enumerable.Range(0, 2).Select(_ => turn.TryAsync(() => release.Wait(TimeSpan.FromSeconds(60)), CancellationToken.None)).ToList();
        var ran = false;

        var (taken, _) = await turn.TryAsync(() => ran = true, CancellationToken.None);

        release.Set();
        await Task.WhenAll(busy);
        Assert.False(taken);
        Assert.False(ran);
    }

    [Fact]
    public async Task TryAsync_WorkThrows_GivesTheTurnBack()
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => turn.TryAsync<int>(() => throw new InvalidOperationException(), CancellationToken.None));
        }

        Assert.Equal((true, 7), await turn.TryAsync(() => 7, CancellationToken.None));
    }
}
