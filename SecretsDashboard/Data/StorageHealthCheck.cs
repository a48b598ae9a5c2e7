using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SecretsDashboard.Data;

/// <summary>Says whether the database answers and whether the last write could be stored.</summary>
internal sealed class StorageHealthCheck(IDbContextFactory<AppDbContext> readers, WriteGate gate) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        await db.Instance.AsNoTracking().Select(row => row.Id).SingleAsync(cancellationToken);
        return gate.State == StorageState.Ok ? HealthCheckResult.Healthy("ok") : HealthCheckResult.Unhealthy(gate.State.ToString().ToLowerInvariant());
    }
}
