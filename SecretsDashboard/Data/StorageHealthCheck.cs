using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SecretsDashboard.Data;

/// <summary>Says whether the database answers and whether the last write could be stored; while all of that is well, whether the disk is getting full. How often it is asked does not show in the log.</summary>
internal sealed class StorageHealthCheck(IDbContextFactory<AppDbContext> readers, StorageCondition condition, DiskSpace space, ILogger<StorageHealthCheck> log) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var db = await readers.CreateDbContextAsync(cancellationToken);
            await db.Instance.AsNoTracking().Select(row => row.Id).SingleAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && condition.Met(exception) is null)
        {
            log.LogError(exception, "The database does not answer as it should.");
            return HealthCheckResult.Unhealthy("failing");
        }
        catch (Exception exception) when (StorageCondition.IsBehind(exception))
        {
            // the condition says what it is
        }
        return condition.State != StorageState.Ok ? HealthCheckResult.Unhealthy(condition.State.ToString().ToLowerInvariant())
            : space.IsLow ? HealthCheckResult.Degraded("low")
            : HealthCheckResult.Healthy("ok");
    }
}
