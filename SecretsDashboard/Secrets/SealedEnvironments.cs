using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Secrets;

/// <summary>
/// Keeps the sealed rows of environments that programs ask for, with what the organization shares beneath them. A change drops every
/// environment it reaches before it is acknowledged, so a request that starts afterwards reads anew; opened values are never kept.
/// </summary>
internal sealed class SealedEnvironments : IDisposable
{
    private readonly ConcurrentDictionary<Guid, SealedEnvironment> kept = new();
    private readonly ConcurrentDictionary<Guid, long> changes = new();
    private readonly Lock gate = new();
    private readonly IDbContextFactory<AppDbContext> readers;
    private readonly ProjectKeys keys;
    private readonly EnvironmentChanges told;

    public SealedEnvironments(IDbContextFactory<AppDbContext> readers, ProjectKeys keys, EnvironmentChanges told)
    {
        (this.readers, this.keys, this.told) = (readers, keys, told);
        told.Changed += Forget;
    }

    /// <summary>The environment as it is now; null: it does not exist any more.</summary>
    public async Task<SealedEnvironment?> FindAsync(Guid project, Guid environment, CancellationToken cancellationToken)
    {
        if (kept.TryGetValue(environment, out var known))
        {
            return known;
        }
        var before = changes.GetOrAdd(environment, 0);
        var read = await ReadAsync(project, environment, cancellationToken);
        lock (gate)
        {
            // what changed while it was read is not kept
            if (read is not null && changes.GetValueOrDefault(environment) == before)
            {
                kept[environment] = read;
            }
        }
        return read;
    }

    public void Dispose() => told.Changed -= Forget;

    private void Forget(Guid environment)
    {
        lock (gate)
        {
            changes.AddOrUpdate(environment, 1, (_, count) => count + 1);
            kept.TryRemove(environment, out _);
        }
    }

    private async Task<SealedEnvironment?> ReadAsync(Guid project, Guid environment, CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        await using var snapshot = await db.BeginReadAsync(cancellationToken);
        var row = await db.Environments.AsNoTracking().SingleOrDefaultAsync(row => row.Id == environment && row.ProjectId == project, cancellationToken);
        if (row is null)
        {
            return null;
        }
        var beneath = await SharedReach.BeneathAsync(db, environment, cancellationToken);
        var reach = beneath ?? await SharedReach.ItselfAsync(db, environment, cancellationToken);
        var own = await ReadAsync(db, project, environment, cancellationToken);
        var shared = beneath is null ? [] : await ReadAsync(db, beneath.OrganizationId, beneath.SharedId, cancellationToken);
        var all = SharedMerge.Merge(own, shared, secret => secret.Key);
        return new SealedEnvironment(environment, row.Revision, row.Stamp, all, all.Any(secret => secret.Environment == reach?.SharedId) ? reach : null);
    }

    private async Task<List<SealedSecret>> ReadAsync(AppDbContext db, Guid project, Guid environment, CancellationToken cancellationToken)
    {
        var rows = await db.SecretValues.AsNoTracking().Where(value => value.EnvironmentId == environment && value.IsCurrent)
            .Join(db.Secrets, value => value.SecretId, secret => secret.Id, (value, secret) => new { secret.Id, secret.Key, value.Version, value.Sealed })
            .ToListAsync(cancellationToken);
        var seal = await keys.SealOfAsync(db, project, cancellationToken);
        return rows.ConvertAll(secret => new SealedSecret(
            secret.Id, secret.Key, project, environment, secret.Version, secret.Sealed, seal.PlaceOf(environment, secret.Id, secret.Version, secret.Key), seal));
    }
}
