using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>Reads a page of all the secrets that a person may see: of the projects they are in, their own, and what the organization shares.</summary>
internal sealed class AllSecretsList(AccessGuard guard, SecretRows items)
{
    /// <exception cref="AccessDeniedException">The session ended, or lacks a second factor.</exception>
    public Task<AllSecrets> ReadAsync(Caller caller, SecretQuery query, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, Permission.UseInstance, null, async deed =>
        {
            var places = await OwnProjects.DeedsAsync(deed, cancellationToken);
            var homes = places.ToDictionary(place => place.Project.Id, place => new SecretHome(ProjectAddress.NameOf(place.Project.Kind, place.Project.Slug), place.Project.Name));
            var asked = places.Where(place => query.Project is null || homes[place.Project.Id].Label == query.Project).ToList();
            var environments = await EnvironmentsAsync(deed, [.. homes.Keys], cancellationToken);
            var inAll = await Of(deed, places).CountAsync(cancellationToken);
            var matching = Filter(deed, asked, query, environments);
            var count = query.IsFiltered ? await matching.CountAsync(cancellationToken) : inAll;
            var rows = await Sorted(deed, matching, query).Skip(query.Page * SecretQuery.PageSize).Take(SecretQuery.PageSize).ToListAsync(cancellationToken);
            return new AllSecrets([.. homes.Values], environments, await PlaceAsync(places, homes, rows, cancellationToken), count, inAll);
        }, cancellationToken);

    private static IQueryable<Secret> Of(Deed deed, IReadOnlyList<Deed> places)
    {
        var ids = places.Select(place => place.Project.Id).ToList();
        return deed.Db.Secrets.AsNoTracking().Where(secret => EF.Parameter(ids).Contains(secret.ProjectId));
    }

    private static async Task<IReadOnlyList<(string Slug, string Name)>> EnvironmentsAsync(Deed deed, List<Guid> projects, CancellationToken cancellationToken)
    {
        var rows = await deed.Db.Environments.AsNoTracking().Where(row => EF.Parameter(projects).Contains(row.ProjectId)).OrderBy(row => row.Position).ThenBy(row => row.Slug)
            .Select(row => new { row.Slug, row.Name }).ToListAsync(cancellationToken);
        return [.. rows.GroupBy(row => row.Slug).Select(group => (group.Key, group.CountBy(row => row.Name).MaxBy(name => name.Value).Key))];
    }

    private static IQueryable<Secret> Filter(Deed deed, IReadOnlyList<Deed> places, SecretQuery query, IReadOnlyList<(string Slug, string Name)> environments)
    {
        var (db, slug) = (deed.Db, query.NotSetIn);
        var secrets = SecretList.Fitting(Of(deed, places), query);
        if (environments.Any(environment => environment.Slug == slug))
        {
            secrets = secrets.Where(secret => db.Environments.Any(environment => environment.ProjectId == secret.ProjectId && environment.Slug == slug
                && !db.SecretValues.Any(value => value.SecretId == secret.Id && value.EnvironmentId == environment.Id && value.IsCurrent)
                && !db.UnneededValues.Any(row => row.SecretId == secret.Id && row.EnvironmentId == environment.Id)));
        }
        return query.NeverDelivered ? SecretUsage.NeverDelivered(places, secrets) : secrets;
    }

    // projects may have keys of the same name: their order is the same on every page
    private static IOrderedQueryable<Secret> Sorted(Deed deed, IQueryable<Secret> secrets, SecretQuery query)
    {
        var projects = deed.Db.Projects;
        return (query.Order, query.Descending) switch
        {
            (SecretOrder.Project, false) => secrets.OrderBy(secret => projects.Single(project => project.Id == secret.ProjectId).Name).ThenBy(secret => secret.ProjectId).ThenBy(secret => secret.FoldedKey),
            (SecretOrder.Project, true) => secrets.OrderByDescending(secret => projects.Single(project => project.Id == secret.ProjectId).Name).ThenBy(secret => secret.ProjectId).ThenBy(secret => secret.FoldedKey),
            _ => SecretList.Sorted(secrets, query).ThenBy(secret => secret.ProjectId),
        };
    }

    private async Task<IReadOnlyList<PlacedSecret>> PlaceAsync(IReadOnlyList<Deed> places, Dictionary<Guid, SecretHome> homes, List<Secret> rows, CancellationToken cancellationToken)
    {
        var placed = new Dictionary<Guid, PlacedSecret>();
        foreach (var group in rows.GroupBy(row => row.ProjectId))
        {
            var place = places.First(each => each.Project.Id == group.Key);
            var columns = await SecretList.ColumnsAsync(place, cancellationToken);
            foreach (var item in await items.ReadAsync(place, columns, [.. group], withEnds: false, cancellationToken))
            {
                placed.Add(item.Id, new PlacedSecret(homes[group.Key], columns, item));
            }
        }
        return [.. rows.Select(row => placed[row.Id])];
    }
}
