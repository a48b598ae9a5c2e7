using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;

namespace SecretsDashboard.Overview;

/// <summary>How many of a project's secrets have a value in each of its environments, and how many values are likely forgotten.</summary>
/// <param name="Slug">The environment's.</param>
/// <param name="Set">Secrets that have a value there.</param>
/// <param name="Missing">Secrets without one there that have one in at least two thirds of the other environments.</param>
public sealed record Completeness(Guid Project, string Name, string Slug, int Set, int Missing)
{
    /// <summary>What has a value there, or likely should.</summary>
    public int Expected => Set + Missing;

    /// <summary>Of all these projects, their environments in order.</summary>
    internal static async Task<ILookup<Guid, Completeness>> ReadAsync(Deed deed, IReadOnlyCollection<Guid> projects, CancellationToken cancellationToken)
    {
        var db = deed.Db;
        var environments = await db.Environments.AsNoTracking().Where(row => EF.Parameter(projects).Contains(row.ProjectId)).OrderBy(row => row.Position)
            .Select(row => new { row.Id, row.ProjectId, row.Name, row.Slug }).ToListAsync(cancellationToken);
        var sizes = environments.GroupBy(row => row.ProjectId).ToDictionary(group => group.Key, group => group.Count());
        // in how many environments a secret has a value, and how many such secrets there are
        var current = db.SecretValues.Where(value => value.IsCurrent);
        var spread = await current.Join(db.Secrets.Where(secret => EF.Parameter(projects).Contains(secret.ProjectId)), value => value.SecretId, secret => secret.Id, (value, secret) => new { secret.Id, secret.ProjectId })
            .GroupBy(row => new { row.Id, row.ProjectId }).Select(group => new { group.Key.Id, group.Key.ProjectId, Count = group.Count() }).ToListAsync(cancellationToken);
        var wide = spread.Where(secret => IsWide(secret.Count, sizes.GetValueOrDefault(secret.ProjectId))).ToList();
        var counts = await current.Where(value => db.Environments.Any(row => row.Id == value.EnvironmentId && EF.Parameter(projects).Contains(row.ProjectId)))
            .GroupBy(value => value.EnvironmentId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        var ids = wide.ConvertAll(secret => secret.Id);
        var widely = await current.Where(value => EF.Parameter(ids).Contains(value.SecretId)).GroupBy(value => value.EnvironmentId).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        var expected = wide.GroupBy(secret => secret.ProjectId).ToDictionary(group => group.Key, group => group.Count());
        return environments.ToLookup(row => row.ProjectId, row => new Completeness(row.ProjectId, row.Name, row.Slug, counts.GetValueOrDefault(row.Id),
            expected.GetValueOrDefault(row.ProjectId) - widely.GetValueOrDefault(row.Id)));
    }

    // of the environments beside one that lacks the value
    private static bool IsWide(int set, int environments) => environments > 1 && set < environments && set * 3 >= (environments - 1) * 2;
}
