namespace SecretsDashboard.Data;

/// <summary>
/// Looks every second whether a lock that was met is gone: nobody has to save something for the server to know that it can. Every ten
/// seconds it looks how full the disk is, and whether the reserve can be made.
/// </summary>
internal sealed class StorageWatch(WriteGate gate, DiskSpace space, Reserve reserve) : BackgroundService
{
    private const int Seldom = 10;

    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(1);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        reserve.Make(space.Look());
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Rhythm);
            for (var tick = 1; await timer.WaitForNextTickAsync(stoppingToken); tick++)
            {
                if (tick % Seldom == 0)
                {
                    reserve.Make(space.Look());
                }
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
