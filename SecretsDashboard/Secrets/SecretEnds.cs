using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Secrets;

/// <summary>Opens the first and last characters that a project chose to show in its table. It opens no value; ends that do not open are not shown, and reported.</summary>
internal sealed class SecretEnds(ProjectKeys keys, IntegrityAlarm alarm)
{
    /// <summary>A function from the sealed ends and their place to the text; null stays null. Reads the project's keys only where needed.</summary>
    public async Task<Func<SecretValue, string, string?>> OpenerAsync(Deed deed, IReadOnlyList<SecretColumn> columns, bool needed, CancellationToken cancellationToken)
    {
        if (!needed || !deed.Project.ShowEnds)
        {
            return (_, _) => null;
        }
        var seal = await keys.SealOfAsync(deed.Db, deed.Project.Id, cancellationToken);
        return (value, key) => value.SealedMask is null ? null : Open(value, key, value.SealedMask);

        string? Open(SecretValue value, string key, byte[] ends)
        {
            try
            {
                return seal.OpenEnds(value.EnvironmentId, value.SecretId, value.Version, key, ends);
            }
            catch (EnvelopeException)
            {
                alarm.Raise(deed, value, key, columns.First(column => column.Id == value.EnvironmentId).Slug);
                return null;
            }
        }
    }
}
