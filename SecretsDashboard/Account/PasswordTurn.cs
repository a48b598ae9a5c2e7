namespace SecretsDashboard.Account;

/// <summary>
/// Lets two passwords be hashed at once: each takes 64 MiB and a core. Others queue for a few seconds; who waits longer is
/// refused, so a flood of sign-ins costs the server neither its memory nor its pages.
/// </summary>
internal sealed class PasswordTurn : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim turns = new(2);

    /// <summary>Runs <paramref name="work"/> on a worker thread; false in <c>Taken</c> where no turn came in time.</summary>
    public async Task<(bool Taken, T? Result)> TryAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        if (!await turns.WaitAsync(Patience, cancellationToken))
        {
            return (false, default);
        }
        try
        {
            return (true, await Task.Run(work, cancellationToken));
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose() => turns.Dispose();
}
