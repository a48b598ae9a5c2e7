namespace SecretsDashboard.Data;

/// <summary>Looks every second whether a lock that was met is gone: nobody has to save something for the server to know that it can.</summary>
internal sealed class StorageWatch(WriteGate gate) : BackgroundService
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Rhythm);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (gate.State == StorageState.Locked)
                {
                    await gate.LookForLockAsync(stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the server stops
        }
    }
}
