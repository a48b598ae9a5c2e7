using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SecretsDashboard.Access;

/// <summary>Says whether the clock fits the audit log. A wrong one is no reason to send programs elsewhere: the answer stays 200.</summary>
internal sealed class ClockHealthCheck(ClockWatch clock) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(clock.IsBehind() ? HealthCheckResult.Degraded("behind") : HealthCheckResult.Healthy("ok"));
}
