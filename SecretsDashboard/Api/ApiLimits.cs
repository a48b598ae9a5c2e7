using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using SecretsDashboard.Access;

namespace SecretsDashboard.Api;

/// <summary>How often a token may be used, and how often a network may come without a valid one. Counted in memory.</summary>
internal sealed class ApiLimits(IOptions<LimitOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<Guid> requests = PartitionedRateLimiter.Create<Guid, Guid>(token => options.Value.TokenRequestsPerSecond == 0
        ? RateLimitPartition.GetNoLimiter(token)
        : RateLimitPartition.GetTokenBucketLimiter(token, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = options.Value.TokenRequestsPerSecond,
            TokensPerPeriod = options.Value.TokenRequestsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        }));

    private readonly PartitionedRateLimiter<string> failures = PartitionedRateLimiter.Create<string, string>(network => options.Value.FailedTokensPerMinute == 0
        ? RateLimitPartition.GetNoLimiter(network)
        : RateLimitPartition.GetFixedWindowLimiter(network, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = options.Value.FailedTokensPerMinute,
            Window = TimeSpan.FromMinutes(1),
        }));

    /// <summary>Null: go on; else how long to wait, in whole seconds.</summary>
    public int? Use(Guid token)
    {
        using var lease = requests.AttemptAcquire(token);
        return lease.IsAcquired ? null : 1;
    }

    /// <summary>Null: refuse it as usual, on record; else it is one too many. A valid token is never asked for this.</summary>
    public int? Fail(IPAddress? address)
    {
        using var lease = failures.AttemptAcquire(ClientNetwork.Of(address));
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? LimitReachedException.Seconds(wait)
            : 60;
    }

    public void Dispose()
    {
        requests.Dispose();
        failures.Dispose();
    }
}
