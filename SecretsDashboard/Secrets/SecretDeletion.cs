using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>What deleting a secret is, once it is allowed, for people and for programs alike. It refuses to delete another one, or a later state, than was seen.</summary>
internal sealed class SecretDeletion(EnvironmentChanges changes, TimeProvider time)
{
    /// <summary>Deletes a secret with every version of every value. Audited as <c>secret.deleted</c>.</summary>
    /// <param name="deed">The deed.</param>
    /// <param name="key">The secret's key.</param>
    /// <param name="shown">The secret as the person saw it: another, or a later state of it, is not deleted; null: whatever is there.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AccessDeniedException">Unknown key, or a protected environment has a value.</exception>
    public async Task<SaveOutcome> DeleteAsync(Deed deed, string key, SecretStamp? shown, CancellationToken cancellationToken)
    {
        var secret = await FindAsync(deed, key, cancellationToken) ?? throw deed.Missing();
        var environments = await deed.Db.Environments.Where(row => deed.Db.SecretValues
            .Any(value => value.SecretId == secret.Id && value.EnvironmentId == row.Id && value.IsCurrent)).OrderBy(row => row.Position).ToListAsync(cancellationToken);
        if (environments.Any(row => row.Protected))
        {
            deed.Require(Permission.ChangeProtected);
        }
        if (shown is not null && shown != new SecretStamp(secret.Id, secret.Revision))
        {
            var names = environments.ConvertAll(row => row.Name);
            return SaveOutcome.ChangedSince(await UpdatedByAsync(deed, secret, cancellationToken), names, secret);
        }
        await SharedCover.EndAsync(deed.Db, deed.Db.SecretValues.Where(value => value.SecretId == secret.Id), time.GetUtcNow().UtcDateTime, cancellationToken);
        deed.Db.Remove(secret);
        deed.Record(new AuditLine(AuditAction.SecretDeleted) { TargetId = secret.Id, TargetName = secret.Key, Environments = [.. environments.Select(row => row.Slug)] });
        await changes.DeliverAnewAsync(deed, [.. environments.Select(row => row.Id)], cancellationToken);
        return SaveOutcome.Saved($"{secret.Key} deleted");
    }

    /// <summary>The project's secret with this key, whatever its case; null: there is none.</summary>
    internal static Task<Secret?> FindAsync(Deed deed, string key, CancellationToken cancellationToken)
    {
        var folded = SecretKey.Fold(key);
        return deed.Db.Secrets.SingleOrDefaultAsync(row => row.ProjectId == deed.Project.Id && row.FoldedKey == folded, cancellationToken);
    }

    /// <summary>The name of the person or program that changed it last.</summary>
    internal static async Task<string> UpdatedByAsync(Deed deed, Secret secret, CancellationToken cancellationToken) =>
        (await ActorNames.ReadAsync(deed.Db, [secret.UpdatedBy], cancellationToken)).Of(secret.UpdatedBy);
}
