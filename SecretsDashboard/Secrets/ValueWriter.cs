using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Secrets;

/// <summary>Writes the versions of secrets' values inside a deed: seals new ones, takes the place of old ones, changes none.</summary>
internal sealed class ValueWriter(Deed deed, KnownSecrets known, ProjectSeal seal, DateTime now)
{
    /// <summary>The moment of everything this save writes.</summary>
    public DateTime Now => now;

    /// <summary>The environments in which something changed.</summary>
    public HashSet<Guid> Touched { get; } = [];

    /// <summary>The keys that have a value now in an environment where they had none.</summary>
    public HashSet<string> Begun { get; } = new(StringComparer.Ordinal);

    /// <summary>Where a secret has a value now and had none.</summary>
    public HashSet<(Guid Secret, Guid Environment)> Filled { get; } = [];

    /// <summary>Adds the next version as the current one.</summary>
    public void Add(Secret secret, SecretColumn column, ReadOnlySpan<byte> value)
    {
        var version = known.NextVersion(secret, column);
        var before = known.CurrentOf(secret).GetValueOrDefault(column.Id);
        if (before is null)
        {
            Begun.Add(secret.FoldedKey);
            Filled.Add((secret.Id, column.Id));
        }
        deed.Db.Add(new SecretValue
        {
            SecretId = secret.Id,
            EnvironmentId = column.Id,
            Version = version,
            IsCurrent = true,
            Sealed = seal.Seal(column.Id, secret.Id, version, secret.Key, value),
            SealedMask = deed.Project.ShowEnds ? seal.SealEnds(column.Id, secret.Id, version, secret.Key, value) : null,
            PresentSince = before?.PresentSince ?? now,
            CreatedAt = now,
            CreatedBy = deed.ActorId,
        });
        Touched.Add(column.Id);
    }

    /// <summary>
    /// Applies new and removed values of an existing secret. Answers the slugs of the environments that really changed; null
    /// where nothing would be left.
    /// </summary>
    public async Task<IReadOnlyList<string>?> ChangeAsync(Secret secret, Dictionary<SecretColumn, Plaintext> values, HashSet<Guid> removed, CancellationToken cancellationToken)
    {
        var current = known.CurrentOf(secret);
        // before anything is tracked: a deed that is not done must leave no change behind
        if (!current.Keys.Except(removed).Union(values.Keys.Select(column => column.Id)).Any())
        {
            return null;
        }
        var touched = new List<string>();
        foreach (var column in known.Columns)
        {
            var old = current.GetValueOrDefault(column.Id);
            if (values.TryGetValue(column, out var value))
            {
                if (known.IsSame(secret, column))
                {
                    continue;
                }
                Add(secret, column, value.ReadOnlySpan);
            }
            else if (old is null || !removed.Contains(column.Id))
            {
                continue;
            }
            else
            {
                await KeepDeliveriesAsync(old, cancellationToken);
                await SharedCover.EndAsync(deed.Db, deed.Db.SecretValues.Where(value => value.SecretId == secret.Id && value.EnvironmentId == column.Id), now, cancellationToken);
            }
            Retire(old);
            touched.Add(column.Slug);
            Touched.Add(column.Id);
        }
        return touched;
    }

    /// <summary>Who received a value stays known when the environment loses it.</summary>
    private Task KeepDeliveriesAsync(SecretValue lost, CancellationToken cancellationToken) => SecretReception.KeepAsync(deed.Db,
        SecretReception.Of(deed.Db, deed.Project).Where(each => each.SecretId == lost.SecretId && each.EnvironmentId == lost.EnvironmentId), cancellationToken);

    // known without what is sealed in it: attached, nothing but the mark is written
    private void Retire(SecretValue? old)
    {
        if (old is not null)
        {
            deed.Db.Attach(old);
            old.IsCurrent = false;
        }
    }
}
