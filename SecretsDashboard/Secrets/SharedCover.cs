using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>
/// A team project's own value stands over the organization's secret of the same key. Who received which of the two stays right only if both moments
/// are noted: where the own one comes, and where it goes.
/// </summary>
internal static class SharedCover
{
    /// <summary>Before own values under these keys come into these environments: what their tokens received until now was shared.</summary>
    public static async Task BeginAsync(Deed deed, IReadOnlyCollection<string> foldedKeys, IReadOnlyCollection<Guid> environments, CancellationToken cancellationToken)
    {
        if (foldedKeys.Count == 0 || deed.Project.Kind != ProjectKind.Team)
        {
            return;
        }
        var db = deed.Db;
        var covered = await Shared(db).Where(secret => EF.Parameter(foldedKeys).Contains(secret.FoldedKey)).Select(secret => secret.Id).ToListAsync(cancellationToken);
        if (covered.Count == 0)
        {
            return;
        }
        var tokens = db.ServiceTokens.Where(token => environments.Contains(token.EnvironmentId));
        var received = await SecretReception.OfShared(db)
            .Where(each => EF.Parameter(covered).Contains(each.SecretId) && tokens.Any(token => token.Id == each.TokenId)).ToListAsync(cancellationToken);
        foreach (var each in received)
        {
            await SecretDelivery.RecordAsync(db, each.SecretId, each.TokenId, each.At);
        }
    }

    /// <summary>Where the own values under this key go from these environments: what their tokens received until now was not shared.</summary>
    public static async Task EndAsync(Deed deed, string foldedKey, IEnumerable<Guid> environments, DateTime now, CancellationToken cancellationToken)
    {
        if (deed.Project.Kind != ProjectKind.Team
            || await Shared(deed.Db).SingleOrDefaultAsync(secret => secret.FoldedKey == foldedKey, cancellationToken) is not { } shared)
        {
            return;
        }
        foreach (var environment in environments)
        {
            var row = await deed.Db.UncoveredSecrets.FindAsync([shared.Id, environment], cancellationToken)
                ?? deed.Db.Add(new UncoveredSecret { SecretId = shared.Id, EnvironmentId = environment }).Entity;
            row.Since = now;
        }
    }

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
