using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>
/// Looks up why a program may not get a secret: in one environment, and with one of its tokens where the person may see tokens. It reads no value,
/// and tells nobody of a token who may not see it.
/// </summary>
internal sealed class SecretCheckReader(AccessGuard guard, TimeProvider time)
{
    private const int Days = 30;

    /// <summary>What is known now; null: the project has no such secret or environment.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="project">The project.</param>
    /// <param name="key">The key, whatever its case.</param>
    /// <param name="environment">Slug of the environment; null: the first that is production, else the first.</param>
    /// <param name="token">One of the environment's tokens; null or another: the likeliest.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AccessDeniedException">Unknown project, or the caller is no member.</exception>
    public Task<SecretCheck?> ReadAsync(Caller caller, string project, string key, string? environment, Guid? token, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, Permission.SeeProject, project, async deed =>
        {
            var columns = await SecretList.ColumnsAsync(deed, cancellationToken);
            var column = environment is null ? columns.OrderByDescending(each => each.IsProduction).FirstOrDefault() : columns.FirstOrDefault(each => each.Slug == environment);
            if (column is null || await SecretDeletion.FindAsync(deed, key, cancellationToken) is not { } secret)
            {
                return null;
            }
            var seesTokens = deed.May(Permission.ManageTokens);
            var tokens = seesTokens ? await TokensAsync(deed, column.Id, cancellationToken) : [];
            var chosen = tokens.OrderByDescending(each => each.Id == token).FirstOrDefault();
            var versions = await VersionsAsync(deed, secret.Id, column, cancellationToken);
            var current = versions.Find(version => version.IsCurrent);
            var shared = await SharedAsync(deed, secret, column.Id, cancellationToken);
            var received = current is null ? SecretReception.OfShared(deed.Db).Where(each => each.ReceiverId == column.Id && each.SecretId == shared)
                : SecretReception.Of(deed.Db, deed.Project).Where(each => each.EnvironmentId == column.Id && each.SecretId == secret.Id);
            var receivedAt = await LastAsync(deed, received, current is null ? shared : secret.Id, column.Id, chosen?.Id, cancellationToken);
            return new SecretCheck(secret.Key, column.Slug, tokens, chosen?.Id, CheckLines.Of(new CheckFacts(project, secret.Key, column.Name)
            {
                CanSet = deed.May(Permission.ChangeSecrets) && !column.IsLocked,
                Version = current,
                IsShared = shared is not null,
                ReceivedAt = receivedAt,
                ReceivedVersion = current is null ? null : versions.Where(version => version.At <= receivedAt).MaxBy(version => version.Number)?.Number,
                IsOrganization = deed.Project.Kind == ProjectKind.Organization,
                SeesTokens = seesTokens,
                Token = chosen,
                Refusal = chosen is null ? null : await LastRefusal.ReadAsync(deed.Db, chosen.Id, chosen.PublicId, cancellationToken),
            }));
        }, cancellationToken);

    // the live ones first, of them the one that was used last
    private async Task<IReadOnlyList<CheckToken>> TokensAsync(Deed deed, Guid environment, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var since = now.AddDays(-Days);
        var rows = await deed.Db.ServiceTokens.AsNoTracking()
            .Where(row => row.ProjectId == deed.Project.Id && row.EnvironmentId == environment && row.ExpiresAt > since && (row.RevokedAt == null || row.RevokedAt > since)).ToListAsync(cancellationToken);
        return [.. rows.Select(row => new CheckToken(row.Id, row.PublicId, row.Name, row.Rights, row.Addresses, row.ExpiresAt,
                row.RevokedAt ?? row.EndedAt ?? (row.ExpiresAt <= now ? row.ExpiresAt : null), row.RevokedAt is not null, row.LastUsedAt))
            .OrderBy(each => each.EndedAt is not null).ThenByDescending(each => each.LastUsedAt).ThenBy(each => each.Name, StringComparer.Ordinal)];
    }

    private static async Task<List<SecretVersion>> VersionsAsync(Deed deed, Guid secret, SecretColumn column, CancellationToken cancellationToken)
    {
        var rows = await deed.Db.SecretValues.AsNoTracking().Where(value => value.SecretId == secret && value.EnvironmentId == column.Id)
            .Select(value => new { value.Version, value.CreatedAt, value.CreatedBy, value.IsCurrent }).ToListAsync(cancellationToken);
        var names = await ActorNames.ReadAsync(deed.Db, rows.Select(row => row.CreatedBy), cancellationToken);
        return rows.ConvertAll(row => new SecretVersion(column.Name, row.Version, row.CreatedAt, names.Of(row.CreatedBy), row.IsCurrent));
    }

    // the organization's secret of the same key that has a value beneath this environment
    private static async Task<Guid?> SharedAsync(Deed deed, Secret secret, Guid environment, CancellationToken cancellationToken) =>
        deed.Project.Kind != ProjectKind.Team || await SharedReach.BeneathAsync(deed.Db, environment, cancellationToken) is not { } beneath ? null
        : await deed.Db.SecretValues.Where(value => value.EnvironmentId == beneath.SharedId && value.IsCurrent)
            .Join(deed.Db.Secrets.Where(shared => shared.FoldedKey == secret.FoldedKey), value => value.SecretId, shared => shared.Id, (_, shared) => (Guid?)shared.Id)
            .FirstOrDefaultAsync(cancellationToken);

    // by this token, or by any
    private static async Task<DateTime?> LastAsync(Deed deed, IQueryable<SecretReception> received, Guid? secret, Guid environment, Guid? token, CancellationToken cancellationToken)
    {
        var db = deed.Db;
        var withAll = await received.Where(each => token == null || each.TokenId == token).MaxAsync(each => (DateTime?)each.At, cancellationToken);
        var alone = await db.SecretDeliveries
            .Where(delivery => delivery.SecretId == secret && db.ServiceTokens.Any(row => row.Id == delivery.TokenId && row.EnvironmentId == environment && (token == null || row.Id == token)))
            .MaxAsync(delivery => (DateTime?)delivery.LastAt, cancellationToken);
        return withAll > alone || alone is null ? withAll : alone;
    }
}
