using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>Reads a page of the matrix: which secrets, and in which order.</summary>
internal sealed class SecretList(AccessGuard guard, SecretRows items)
{
    // more than anybody types; what is behind them counts as one
    private const int MostWords = 8;

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
            var matching = Filter(deed, Fitting(all, query), query, columns);
            var count = query.IsFiltered ? await matching.CountAsync(cancellationToken) : inProject;
            var rows = await Sorted(matching, query).Skip(query.Page * SecretQuery.PageSize).Take(SecretQuery.PageSize).ToListAsync(cancellationToken);
            return new SecretPage(matrix, await items.ReadAsync(deed, columns, rows, withEnds: true, cancellationToken), count, inProject);
        }, cancellationToken);

    internal static async Task<IReadOnlyList<SecretColumn>> ColumnsAsync(Deed deed, CancellationToken cancellationToken)
    {
        var free = deed.May(Permission.ChangeProtected);
        return await deed.Db.Environments.AsNoTracking()
            .Where(row => row.ProjectId == deed.Project.Id && (deed.OnlyEnvironment == null || row.Id == deed.OnlyEnvironment)).OrderBy(row => row.Position)
            .Select(row => new SecretColumn(row.Id, row.Slug, row.Name, row.Protected, row.Protected && !free, row.Production)).ToListAsync(cancellationToken);
    }

    /// <summary>Those that fit the words and the type asked for.</summary>
    internal static IQueryable<Secret> Fitting(IQueryable<Secret> secrets, SecretQuery query)
    {
        // each word by itself: "openai key" is in OPENAI_API_KEY
        foreach (var text in query.Search.Split((char[]?)null, MostWords, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // a description is kept as it was typed, perhaps with the keyboard that types the search
            var (typed, plain) = (LikePattern.Containing(text), LikePattern.Containing(UnicodeForm.Of(text)));
            secrets = secrets.Where(secret => EF.Functions.Like(secret.Key, plain, LikePattern.Escape)
                || EF.Functions.Like(secret.Description, typed, LikePattern.Escape) || EF.Functions.Like(secret.Description, plain, LikePattern.Escape));
        }
        return query.Type is { } type ? secrets.Where(secret => secret.Type == type) : secrets;
    }

    private static IQueryable<Secret> Filter(Deed deed, IQueryable<Secret> secrets, SecretQuery query, IReadOnlyList<SecretColumn> columns)
    {
        if (columns.FirstOrDefault(column => column.Slug == query.NotSetIn)?.Id is { } environment)
        {
            secrets = secrets.Where(secret => !deed.Db.SecretValues.Any(value => value.SecretId == secret.Id && value.EnvironmentId == environment && value.IsCurrent)
                && !deed.Db.UnneededValues.Any(row => row.SecretId == secret.Id && row.EnvironmentId == environment));
        }
        return query.NeverDelivered ? SecretUsage.NeverDelivered(deed, secrets) : secrets;
    }

    /// <summary>In the order asked for; by their keys where it is by projects.</summary>
    internal static IOrderedQueryable<Secret> Sorted(IQueryable<Secret> secrets, SecretQuery query) => (query.Order, query.Descending) switch
    {
        (SecretOrder.Description, false) => secrets.OrderBy(secret => secret.Description).ThenBy(secret => secret.FoldedKey),
        (SecretOrder.Description, true) => secrets.OrderByDescending(secret => secret.Description).ThenBy(secret => secret.FoldedKey),
        (SecretOrder.Type, false) => secrets.OrderBy(secret => secret.Type).ThenBy(secret => secret.FoldedKey),
        (SecretOrder.Type, true) => secrets.OrderByDescending(secret => secret.Type).ThenBy(secret => secret.FoldedKey),
        (SecretOrder.Changed, false) => secrets.OrderBy(secret => secret.UpdatedAt).ThenBy(secret => secret.FoldedKey),
        (SecretOrder.Changed, true) => secrets.OrderByDescending(secret => secret.UpdatedAt).ThenBy(secret => secret.FoldedKey),
        (SecretOrder.Created, false) => secrets.OrderBy(secret => secret.CreatedAt).ThenBy(secret => secret.FoldedKey),
        (SecretOrder.Created, true) => secrets.OrderByDescending(secret => secret.CreatedAt).ThenBy(secret => secret.FoldedKey),
        (_, true) => secrets.OrderByDescending(secret => secret.FoldedKey),
        _ => secrets.OrderBy(secret => secret.FoldedKey),
    };
}
