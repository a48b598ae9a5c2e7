using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Secrets;

/// <summary>Opens the first and last characters that a project chose to show in its table. It opens no value.</summary>
internal sealed class SecretEnds(ProjectKeys keys)
{
    /// <summary>A function from the sealed ends and their place to the text; null stays null. Reads the project's keys only where needed.</summary>
    public async Task<Func<SecretValue, string, string?>> OpenerAsync(Deed deed, bool needed, CancellationToken cancellationToken)
    {
        if (!needed || !deed.Project.ShowEnds)
        {
            return (_, _) => null;
        }
        var seal = await keys.SealOfAsync(deed.Db, deed.Project.Id, cancellationToken);
        return (value, key) => value.SealedMask is null ? null : seal.OpenEnds(value.EnvironmentId, value.SecretId, value.Version, key, value.SealedMask);
    }
}
