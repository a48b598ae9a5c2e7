using System.Threading.RateLimiting;

namespace SecretsDashboard.Account;

/// <summary>
/// Lets two passwords be hashed at once, each of another account: each takes 64 MiB and a core. Others queue for a few seconds; who
/// waits longer is refused, so a flood of sign-ins costs the server neither its memory nor its pages, and one account's flood
/// costs the others no turn of theirs. Anyone who showed what strangers have not, a known browser, a session or a link, has a third turn,
/// which no stranger's flood reaches.
/// </summary>
internal sealed class PasswordTurn : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly PartitionedRateLimiter<string> strangers = Turns(2);
    private readonly PartitionedRateLimiter<string> known = Turns(1);

    /// <summary>Runs <paramref name="work"/> on a worker thread; false in <c>Taken</c> where no turn came in time.</summary>
    /// <param name="account">The address whose password it is, in any case.</param>
    /// <param name="work">What takes the turn.</param>
    /// <param name="isKnown">The person who asks has shown something that only the person has.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="OperationCanceledException">The person who asked is gone.</exception>
    public async Task<(bool Taken, T? Result)> TryAsync<T>(string account, Func<T> work, bool isKnown, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        RateLimitLease turn;
        try
        {
            turn = await (isKnown ? known : strangers).AcquireAsync(account, cancellationToken: patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (false, default);
        }
        using (turn)
        {
            return turn.IsAcquired ? (true, await Task.Run(work, cancellationToken)) : (false, default);
        }
    }

    public void Dispose()
    {
        strangers.Dispose();
        known.Dispose();
    }

    private static PartitionedRateLimiter<string> Turns(int atOnce) => PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<string, string>(account => RateLimitPartition.GetConcurrencyLimiter(account, _ => AtOnce(1)), StringComparer.OrdinalIgnoreCase),
        PartitionedRateLimiter.Create<string, string>(_ => RateLimitPartition.GetConcurrencyLimiter("", _ => AtOnce(atOnce))));

    private static ConcurrencyLimiterOptions AtOnce(int permits) => new() { PermitLimit = permits, QueueLimit = int.MaxValue };
}
