using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SecretsDashboard.Data;

/// <summary>Says whether everything stored that was asked for opened and read as it should.</summary>
internal sealed class IntegrityHealthCheck(IntegrityCondition condition) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(condition.IsIntact ? HealthCheckResult.Healthy("ok") : HealthCheckResult.Unhealthy("failed"));
}
