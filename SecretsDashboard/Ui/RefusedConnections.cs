using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace SecretsDashboard.Ui;

/// <summary>
/// Says in the log that connections were refused because too many are open: the first at once, then how many more at most once a minute.
/// It counts what the web server itself counts.
/// </summary>
internal sealed class RefusedConnections(IMeterFactory meters, IOptions<KestrelServerOptions> kestrel, TimeProvider time, ILogger<RefusedConnections> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim refused = new(0);
    private long count;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                // other servers of the same process have meters of the same name
                if (instrument is { Name: "kestrel.rejected_connections", Meter: { Name: "Microsoft.AspNetCore.Server.Kestrel", Scope: { } scope } } && scope == meters)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, measurement, _, _) =>
        {
            if (Interlocked.Add(ref count, measurement) == measurement)
            {
                refused.Release();
            }
        });
        listener.Start();
        while (!stoppingToken.IsCancellationRequested)
        {
            await refused.WaitAsync(stoppingToken);
            log.LogWarning("{Count} connections were refused: at most {Plain} plain ones and {Live} live pages may be open at once. The limit of open files decides (LimitNOFILE=, ulimit -n).",
                Interlocked.Exchange(ref count, 0), kestrel.Value.Limits.MaxConcurrentConnections, kestrel.Value.Limits.MaxConcurrentUpgradedConnections);
            await Task.Delay(Pause, time, stoppingToken);
        }
    }
}
