using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using SecretsDashboard.Access;

namespace SecretsDashboard.Clients;

/// <summary>How often a network may download the client. Counted in memory.</summary>
internal sealed class ClientLimit(IOptions<LimitOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> downloads = PartitionedRateLimiter.Create<string, string>(network => options.Value.ClientDownloadsPerMinute == 0
        ? RateLimitPartition.GetNoLimiter(network)
        : RateLimitPartition.GetFixedWindowLimiter(network, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = options.Value.ClientDownloadsPerMinute,
            Window = TimeSpan.FromMinutes(1),
        }));

    /// <summary>Null: go on; else how long to wait, in whole seconds.</summary>
    public int? Use(IPAddress? address)
    {
        using var lease = downloads.AttemptAcquire(ClientNetwork.Of(address));
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? LimitReachedException.Seconds(wait)
            : 60;
    }

    public void Dispose() => downloads.Dispose();
}
