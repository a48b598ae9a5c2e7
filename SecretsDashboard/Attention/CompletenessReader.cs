using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Attention;

/// <summary>
/// Reads how complete projects are. It counts a project again only where what its programs would receive has changed since
/// (<see cref="ProjectEnvironment.Stamp"/>): the number beside <em>Overview</em> is read with every page.
/// </summary>
internal sealed class CompletenessReader
{
    private readonly ConcurrentDictionary<Guid, ProjectFill> known = new();

    /// <summary>Of all these projects, their environments in order.</summary>
    public async Task<ILookup<Guid, Completeness>> ReadAsync(AppDbContext db, IReadOnlyCollection<Guid> projects, CancellationToken cancellationToken)
    {
        var environments = await db.Environments.AsNoTracking().Where(row => EF.Parameter(projects).Contains(row.ProjectId)).OrderBy(row => row.Position).ToListAsync(cancellationToken);
        var byProject = environments.GroupBy(row => row.ProjectId).ToDictionary(group => group.Key, group => group.ToList());
        await CountAsync(db, [.. byProject.Where(each => !known.TryGetValue(each.Key, out var fill) || fill.Mark != MarkOf(each.Value)).Select(each => each.Value)], cancellationToken);
        var unneeded = (await db.UnneededValues.AsNoTracking().Where(row => db.Environments.Any(each => each.Id == row.EnvironmentId && EF.Parameter(projects).Contains(each.ProjectId)))
            .Select(row => new { row.SecretId, row.EnvironmentId }).ToListAsync(cancellationToken)).Select(row => (row.SecretId, row.EnvironmentId)).ToHashSet();
        var gaps = byProject.Keys.SelectMany(project => known[project].Gaps).Where(gap => !unneeded.Contains((gap.Secret, gap.Environment))).ToLookup(gap => gap.Environment);
        return environments.ToLookup(row => row.ProjectId, row => new Completeness(row.Id, row.Name, row.Slug, known[row.ProjectId].Set.GetValueOrDefault(row.Id))
        {
            IsProduction = row.Production,
            IsProtected = row.Protected,
            Gaps = [.. gaps[row.Id].OrderBy(gap => gap.Key, StringComparer.Ordinal)],
        });
    }

    private static string MarkOf(IEnumerable<ProjectEnvironment> environments) => string.Join(' ', environments.Select(row => $"{row.Id:N}.{row.Revision}.{row.Stamp}"));

    private async Task CountAsync(AppDbContext db, List<List<ProjectEnvironment>> projects, CancellationToken cancellationToken)
    {
        if (projects.Count == 0)
        {
            return;
        }
        var ids = projects.ConvertAll(each => each[0].ProjectId);
        var counts = await db.SecretValues.Where(value => value.IsCurrent && db.Environments.Any(row => row.Id == value.EnvironmentId && EF.Parameter(ids).Contains(row.ProjectId)))
            .GroupBy(value => value.EnvironmentId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancellationToken);
        var gaps = new List<(Guid Project, string FoldedKey, Gap Gap)>();
        foreach (var alike in projects.Where(each => each.Count > 1).GroupBy(each => each.Count))
        {
            gaps.AddRange(await GapsAsync(db, alike.Key, [.. alike.Select(each => each[0].ProjectId)], cancellationToken));
        }
        var shared = gaps.Count == 0 ? [] : await SharedAsync(db, gaps.Select(each => each.Gap.Environment).ToHashSet(), cancellationToken);
        var open = gaps.Where(each => !shared.Contains((each.FoldedKey, each.Gap.Environment))).ToLookup(each => each.Project, each => each.Gap);
        foreach (var environments in projects)
        {
            var project = environments[0].ProjectId;
            known[project] = new ProjectFill(MarkOf(environments), environments.ToDictionary(row => row.Id, row => counts.GetValueOrDefault(row.Id)), [.. open[project]]);
        }
    }

    // of projects that have this many environments: two thirds of those beside the one that lacks the value
    private static async Task<IEnumerable<(Guid Project, string FoldedKey, Gap Gap)>> GapsAsync(AppDbContext db, int environments, List<Guid> projects, CancellationToken cancellationToken)
    {
        var current = db.SecretValues.Where(value => value.IsCurrent);
        var wide = current.Join(db.Secrets.Where(secret => EF.Parameter(projects).Contains(secret.ProjectId)), value => value.SecretId, secret => secret.Id, (value, secret) => secret.Id)
            .GroupBy(id => id).Where(group => group.Count() < environments && group.Count() * 3 >= (environments - 1) * 2).Select(group => group.Key);
        var rows = await (
            from secret in db.Secrets
            join environment in db.Environments on secret.ProjectId equals environment.ProjectId
            where wide.Contains(secret.Id) && !current.Any(value => value.SecretId == secret.Id && value.EnvironmentId == environment.Id)
            select new { secret.Id, secret.ProjectId, secret.Key, secret.FoldedKey, secret.CreatedAt, Environment = environment.Id }).ToListAsync(cancellationToken);
        return rows.Select(row => (row.ProjectId, row.FoldedKey, new Gap(row.Id, row.Key, row.Environment, row.CreatedAt)));
    }

    // what the organization has beneath these environments
    private static async Task<HashSet<(string FoldedKey, Guid Environment)>> SharedAsync(AppDbContext db, HashSet<Guid> environments, CancellationToken cancellationToken)
    {
        var reached = (await SharedReach.Of(db).ToListAsync(cancellationToken)).Where(reach => environments.Contains(reach.EnvironmentId)).ToList();
        var above = reached.Select(reach => reach.SharedId).Distinct().ToList();
        var keys = (await db.SecretValues.Where(value => value.IsCurrent && above.Contains(value.EnvironmentId))
            .Join(db.Secrets, value => value.SecretId, secret => secret.Id, (value, secret) => new { value.EnvironmentId, secret.FoldedKey }).ToListAsync(cancellationToken)).ToLookup(row => row.EnvironmentId, row => row.FoldedKey);
        return [.. reached.SelectMany(reach => keys[reach.SharedId], (reach, key) => (key, reach.EnvironmentId))];
    }
}
