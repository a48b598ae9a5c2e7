using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// A team project's own value stands over the organization's secret of the same key. Who received which of the two stays right only if both moments
/// are noted: where the own one comes, and where it goes.
/// </summary>
internal static class SharedCover
{
    /// <summary>Before own values under these keys come into these environments: what their tokens received until now was shared.</summary>
    public static async Task BeginAsync(Deed deed, IReadOnlyCollection<string> foldedKeys, IReadOnlyCollection<Guid> environments, CancellationToken cancellationToken)
    {
        if (foldedKeys.Count == 0 || deed.Project.Kind == ProjectKind.Organization)
        {
            return;
        }
        var covered = Shared(deed.Db).Where(secret => EF.Parameter(foldedKeys).Contains(secret.FoldedKey));
        await SecretReception.KeepAsync(deed.Db, SecretReception.OfShared(deed.Db)
            .Where(each => environments.Contains(each.ReceiverId) && covered.Any(secret => secret.Id == each.SecretId)), cancellationToken);
    }

    /// <summary>Before these own values go, whatever takes them: what their environments' tokens received under their keys until now was not shared.</summary>
    public static Task EndAsync(AppDbContext db, IQueryable<SecretValue> going, DateTime now, CancellationToken cancellationToken) => UncoveredSecret.KeepAsync(db,
        from own in going
        join secret in db.Secrets on own.SecretId equals secret.Id
        join shared in Shared(db) on secret.FoldedKey equals shared.FoldedKey
        where own.IsCurrent && shared.Id != secret.Id && db.SharedDeliveries.Any(delivery => delivery.EnvironmentId == own.EnvironmentId)
        select new UncoveredSecret { SecretId = shared.Id, EnvironmentId = own.EnvironmentId }, now, cancellationToken);

    /// <summary>The names of the environments in which a shared value lies beneath the secret's own, in their order.</summary>
    public static async Task<IReadOnlyList<string>> BeneathAsync(Deed deed, Secret secret, CancellationToken cancellationToken)
    {
        var db = deed.Db;
        var reached = SharedReach.Of(db);
        return await (
            from own in db.SecretValues
            join environment in db.Environments on own.EnvironmentId equals environment.Id
            where own.SecretId == secret.Id && own.IsCurrent
                && Shared(db).Any(shared => shared.FoldedKey == secret.FoldedKey && db.SecretValues.Any(value => value.SecretId == shared.Id && value.IsCurrent
                    && reached.Any(reach => reach.SharedId == value.EnvironmentId && reach.EnvironmentId == environment.Id)))
            orderby environment.Position
            select environment.Name).ToListAsync(cancellationToken);
    }

    // from the one project to its keys by their index: every save of a new value asks
    private static IQueryable<Secret> Shared(AppDbContext db) =>
        db.Projects.Where(project => project.Kind == ProjectKind.Organization).Join(db.Secrets, project => project.Id, secret => secret.ProjectId, (_, secret) => secret);
}
