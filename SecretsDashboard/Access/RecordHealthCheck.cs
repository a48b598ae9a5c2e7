using Microsoft.Extensions.Diagnostics.HealthChecks;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>Says whether deliveries and refusals can be recorded, where it is not the storage as a whole that fails: that has a word of its own.</summary>
internal sealed class RecordHealthCheck(Tallies tallies, StorageCondition storage) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(tallies.Failure is not null && storage.State == StorageState.Ok ? HealthCheckResult.Unhealthy("failing") : HealthCheckResult.Healthy("ok"));
}
