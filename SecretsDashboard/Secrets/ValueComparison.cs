using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Secrets;

/// <summary>
/// Finds out which given values are the current ones of their places: each of these is opened inside Encryption, compared in constant time and
/// zeroed. One that does not open is reported and counts as another value.
/// </summary>
internal sealed class ValueComparison(ProjectKeys keys, IntegrityAlarm alarm)
{
    /// <summary>A value where it lies.</summary>
    public delegate ReadOnlySpan<byte> Given();

    /// <summary>Marks in <paramref name="known"/> those that are the same. It asks once for each environment, and reads no more sealed bytes than the values given have when sealed.</summary>
    public async Task CompareAsync(Deed deed, KnownSecrets known, IReadOnlyCollection<(Secret Secret, SecretColumn Column, Given Value)> given, CancellationToken cancellationToken)
    {
        var seal = await keys.SealOfAsync(deed.Db, deed.Project.Id, cancellationToken);
        // what is stored in another length is another value
        foreach (var group in given.Where(each => known.LengthOf(each.Secret, each.Column) == ProjectSeal.LengthOf(each.Value().Length)).GroupBy(each => each.Column))
        {
            var ids = group.Select(each => each.Secret.Id).ToList();
            var stored = await deed.Db.SecretValues.AsNoTracking()
                .Where(value => value.EnvironmentId == group.Key.Id && value.IsCurrent && EF.Parameter(ids).Contains(value.SecretId))
                .ToDictionaryAsync(value => value.SecretId, cancellationToken);
            foreach (var (secret, column, value) in group)
            {
                if (IsSame(deed, seal, secret, column, stored[secret.Id], value()))
                {
                    known.MarkSame(secret, column);
                }
            }
        }
    }

    private bool IsSame(Deed deed, ProjectSeal seal, Secret secret, SecretColumn column, SecretValue stored, ReadOnlySpan<byte> value)
    {
        try
        {
            return seal.Holds(seal.PlaceOf(stored.EnvironmentId, secret.Id, stored.Version, secret.Key), stored.Sealed, value);
        }
        catch (EnvelopeException)
        {
            alarm.Raise(deed, stored, secret.Key, column.Slug);
            return false;
        }
    }
}
