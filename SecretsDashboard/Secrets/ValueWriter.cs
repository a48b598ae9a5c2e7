using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Secrets;

/// <summary>Writes the versions of a secret's values inside a deed: seals new ones, takes the place of old ones, changes none.</summary>
internal sealed class ValueWriter(Deed deed, ProjectSeal seal, Fingerprints fingerprints, DateTime now)
{
    /// <summary>Adds version <paramref name="version"/> as the current one.</summary>
    /// <param name="since">Since when the environment has had a value; null: from now on.</param>
    public void Add(Secret secret, Guid environment, long version, ReadOnlySpan<byte> value, DateTime? since = null) =>
        deed.Db.Add(new SecretValue
        {
            SecretId = secret.Id,
            EnvironmentId = environment,
            Version = version,
            IsCurrent = true,
            Sealed = seal.Seal(environment, secret.Id, version, secret.Key, value),
            Fingerprint = fingerprints.Of(deed.Project.Id, environment, secret.Id, value),
            SealedMask = deed.Project.ShowEnds ? seal.SealEnds(environment, secret.Id, version, secret.Key, value) : null,
            PresentSince = since ?? now,
            CreatedAt = now,
            CreatedBy = deed.ActorId,
        });

    /// <summary>
    /// Applies new and removed values of an existing secret. Answers the slugs of the environments that really changed; null
    /// where nothing would be left.
    /// </summary>
    public async Task<IReadOnlyList<string>?> ChangeAsync(
        Secret secret, IReadOnlyList<SecretColumn> columns, Dictionary<SecretColumn, Plaintext> values, HashSet<Guid> removed, CancellationToken cancellationToken)
    {
        var current = await deed.Db.SecretValues.Where(value => value.SecretId == secret.Id && value.IsCurrent)
            .ToDictionaryAsync(value => value.EnvironmentId, cancellationToken);
        var newest = await deed.Db.SecretValues.Where(value => value.SecretId == secret.Id).GroupBy(value => value.EnvironmentId)
            .Select(group => new { group.Key, Version = group.Max(value => value.Version) }).ToDictionaryAsync(each => each.Key, each => each.Version, cancellationToken);
        // before anything is tracked: a deed that is not done must leave no change behind
        if (!current.Keys.Except(removed).Union(values.Keys.Select(column => column.Id)).Any())
        {
            return null;
        }
        var touched = new List<string>();
        foreach (var column in columns)
        {
            var old = current.GetValueOrDefault(column.Id);
            if (values.TryGetValue(column, out var value))
            {
                if (old is not null && old.Fingerprint.AsSpan().SequenceEqual(fingerprints.Of(deed.Project.Id, column.Id, secret.Id, value.ReadOnlySpan)))
                {
                    continue;
                }
                Add(secret, column.Id, newest.GetValueOrDefault(column.Id) + 1, value.ReadOnlySpan, old?.PresentSince);
            }
            else if (old is null || !removed.Contains(column.Id))
            {
                continue;
            }
            else
            {
                await KeepDeliveriesAsync(old, cancellationToken);
            }
            old?.IsCurrent = false;
            touched.Add(column.Slug);
        }
        return touched;
    }

    /// <summary>Who received a value stays known when the environment loses it.</summary>
    private async Task KeepDeliveriesAsync(SecretValue lost, CancellationToken cancellationToken)
    {
        var receivers = await deed.Db.ServiceTokens.Where(token => token.EnvironmentId == lost.EnvironmentId && token.LastDeliveredAt >= lost.PresentSince)
            .Select(token => new { token.Id, At = token.LastDeliveredAt!.Value }).ToListAsync(cancellationToken);
        foreach (var receiver in receivers)
        {
            await SecretDelivery.RecordAsync(deed.Db, lost.SecretId, receiver.Id, receiver.At);
        }
    }
}
