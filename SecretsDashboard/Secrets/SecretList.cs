using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>
/// Reads a page of the matrix. It selects what it shows and nothing else: for a list not even sealed bytes leave the
/// database, but for the ends a project chose to show.
/// </summary>
internal sealed class SecretList(AccessGuard guard, SecretEnds ends)
{
    /// <summary>One page of the project's secrets in the order asked for.</summary>
    /// <exception cref="AccessDeniedException">Unknown project, or the caller is no member.</exception>
    public Task<SecretPage> ReadAsync(Caller caller, string project, SecretQuery query, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, Permission.SeeProject, project, async deed =>
        {
            var columns = await ColumnsAsync(deed, cancellationToken);
            var matrix = new SecretMatrix(project, deed.Project.Kind, deed.Project.Name, deed.Project.AllowLowerCaseKeys, deed.May(Permission.ChangeSecrets), columns,
                deed.Project.Kind == ProjectKind.Organization ? await SharingList.ReadAsync(deed, cancellationToken) : null);
            var all = deed.Db.Secrets.AsNoTracking().Where(secret => secret.ProjectId == deed.Project.Id);
            var inProject = await all.CountAsync(cancellationToken);
            var matching = Filter(deed, all, query);
            var count = query.IsFiltered ? await matching.CountAsync(cancellationToken) : inProject;
            var rows = await Sort(matching, query).Skip(query.Page * SecretQuery.PageSize).Take(SecretQuery.PageSize).ToListAsync(cancellationToken);
            return new SecretPage(matrix, await ItemsAsync(deed, columns, rows, cancellationToken), count, inProject);
        }, cancellationToken);

    internal static async Task<IReadOnlyList<SecretColumn>> ColumnsAsync(Deed deed, CancellationToken cancellationToken)
    {
        var free = deed.May(Permission.ChangeProtected);
        return await deed.Db.Environments.AsNoTracking()
            .Where(row => row.ProjectId == deed.Project.Id && (deed.OnlyEnvironment == null || row.Id == deed.OnlyEnvironment)).OrderBy(row => row.Position)
            .Select(row => new SecretColumn(row.Id, row.Slug, row.Name, row.Protected, row.Protected && !free, row.Production)).ToListAsync(cancellationToken);
    }

    private static IQueryable<Secret> Filter(Deed deed, IQueryable<Secret> secrets, SecretQuery query)
    {
        if (query.Search.Trim() is { Length: > 0 } text)
        {
            // a description is kept as it was typed, perhaps with the keyboard that types the search
            var (typed, plain) = (LikePattern.Containing(text), LikePattern.Containing(UnicodeForm.Of(text)));
            secrets = secrets.Where(secret => EF.Functions.Like(secret.Key, plain, LikePattern.Escape)
                || EF.Functions.Like(secret.Description, typed, LikePattern.Escape) || EF.Functions.Like(secret.Description, plain, LikePattern.Escape));
        }
        if (query.Type is { } type)
        {
            secrets = secrets.Where(secret => secret.Type == type);
        }
        if (query.NotSetIn is { } environment)
        {
            secrets = secrets.Where(secret => !deed.Db.SecretValues.Any(value => value.SecretId == secret.Id && value.EnvironmentId == environment && value.IsCurrent));
        }
        return query.NeverDelivered ? SecretUsage.NeverDelivered(deed, secrets) : secrets;
    }

    private static IQueryable<Secret> Sort(IQueryable<Secret> secrets, SecretQuery query) => (query.Order, query.Descending) switch
    {
        (SecretOrder.Description, false) => secrets.OrderBy(secret => secret.Description).ThenBy(secret => secret.FoldedKey),
        (SecretOrder.Description, true) => secrets.OrderByDescending(secret => secret.Description).ThenBy(secret => secret.FoldedKey),
        (SecretOrder.Type, false) => secrets.OrderBy(secret => secret.Type).ThenBy(secret => secret.FoldedKey),
        (SecretOrder.Type, true) => secrets.OrderByDescending(secret => secret.Type).ThenBy(secret => secret.FoldedKey),
        (SecretOrder.Updated, false) => secrets.OrderBy(secret => secret.UpdatedAt).ThenBy(secret => secret.FoldedKey),
        (SecretOrder.Updated, true) => secrets.OrderByDescending(secret => secret.UpdatedAt).ThenBy(secret => secret.FoldedKey),
        (SecretOrder.Created, false) => secrets.OrderBy(secret => secret.CreatedAt).ThenBy(secret => secret.FoldedKey),
        (SecretOrder.Created, true) => secrets.OrderByDescending(secret => secret.CreatedAt).ThenBy(secret => secret.FoldedKey),
        (_, true) => secrets.OrderByDescending(secret => secret.FoldedKey),
        _ => secrets.OrderBy(secret => secret.FoldedKey),
    };

    private async Task<IReadOnlyList<SecretListItem>> ItemsAsync(Deed deed, IReadOnlyList<SecretColumn> columns, List<Secret> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(row => row.Id).ToList();
        var names = await ActorNames.ReadAsync(deed.Db, rows.SelectMany(row => new[] { row.CreatedBy, row.UpdatedBy }), cancellationToken);
        var set = await deed.Db.SecretValues.AsNoTracking().Where(value => value.IsCurrent && ids.Contains(value.SecretId))
            .Select(value => new SecretValue { SecretId = value.SecretId, EnvironmentId = value.EnvironmentId, Version = value.Version, SealedMask = value.SealedMask, CreatedAt = value.CreatedAt })
            .ToListAsync(cancellationToken);
        var endsOf = await ends.OpenerAsync(deed, columns, set.Any(value => value.SealedMask is not null), cancellationToken);
        var keys = rows.ToDictionary(row => row.Id, row => row.Key);
        var cells = set.ToDictionary(value => (value.SecretId, value.EnvironmentId), value => new SecretCell(true, endsOf(value, keys[value.SecretId])) { SetAt = value.CreatedAt });
        var empty = new SecretCell(false, null);
        var receivers = await SecretUsage.LastAsync(deed, ids, cancellationToken);
        return rows.Select(row => new SecretListItem(row.Key, ShownText.Of(row.Description), row.Type, row.CreatedAt, names.Of(row.CreatedBy),
            row.UpdatedAt, names.Of(row.UpdatedBy), row.Revision, row.SameEverywhere, receivers.GetValueOrDefault(row.Id),
            columns.Select(column => cells.GetValueOrDefault((row.Id, column.Id), empty)).ToList())
        { Id = row.Id, CreatedByEmail = names.EmailOf(row.CreatedBy), UpdatedByEmail = names.EmailOf(row.UpdatedBy) }).ToList();
    }
}
