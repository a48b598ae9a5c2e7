using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// That a token received a secret, as it follows from when it last received its whole environment: what had a value there by then. What does not
/// follow is a <see cref="SecretDelivery"/>.
/// </summary>
internal sealed class SecretReception
{
    public Guid SecretId { get; init; }

    /// <summary>The environment of the value.</summary>
    public Guid EnvironmentId { get; init; }

    public Guid TokenId { get; init; }

    /// <summary>The token's environment: the same, or the one that the organization's lay beneath.</summary>
    public Guid ReceiverId { get; init; }

    public DateTime At { get; init; }

    /// <summary>All of a project's current values.</summary>
    public static IQueryable<SecretReception> Of(AppDbContext db, Project project) => project.Kind == ProjectKind.Organization ? OfShared(db) :
        from value in db.SecretValues
        join token in db.ServiceTokens on value.EnvironmentId equals token.EnvironmentId
        where value.IsCurrent && token.LastDeliveredAt >= value.PresentSince
        select new SecretReception { SecretId = value.SecretId, EnvironmentId = value.EnvironmentId, TokenId = token.Id, ReceiverId = token.EnvironmentId, At = token.LastDeliveredAt!.Value };

    /// <summary>Those of what the organization shares, but where something of the project's own stood over it (<see cref="SharedCover"/>).</summary>
    public static IQueryable<SecretReception> OfShared(AppDbContext db) =>
        from value in db.SecretValues
        join secret in db.Secrets on value.SecretId equals secret.Id
        join delivery in db.SharedDeliveries on value.EnvironmentId equals delivery.SharedId
        where value.IsCurrent && delivery.LastAt >= value.PresentSince
            && !db.UncoveredSecrets.Any(row => row.SecretId == secret.Id && row.EnvironmentId == delivery.EnvironmentId && row.Since > delivery.LastAt)
            // by project and key, so that a project of many secrets costs no more than one of few
            && (delivery.EnvironmentId == delivery.SharedId || !(
                from environment in db.Environments
                join over in db.Secrets on new { environment.ProjectId, secret.FoldedKey } equals new { over.ProjectId, over.FoldedKey }
                join own in db.SecretValues on new { SecretId = over.Id, EnvironmentId = environment.Id } equals new { own.SecretId, own.EnvironmentId }
                where environment.Id == delivery.EnvironmentId && own.IsCurrent && own.PresentSince <= delivery.LastAt
                select own).Any())
        select new SecretReception { SecretId = value.SecretId, EnvironmentId = value.EnvironmentId, TokenId = delivery.TokenId, ReceiverId = delivery.EnvironmentId, At = delivery.LastAt };

    /// <summary>
    /// Notes in the deed's context what will no longer follow once an environment loses these values: who received a secret stays known.
    /// </summary>
    public static Task KeepAsync(AppDbContext db, IQueryable<SecretReception> received, CancellationToken cancellationToken) => SecretDelivery.KeepAsync(db,
        received.GroupBy(each => new { each.SecretId, each.TokenId })
            .Select(group => new SecretDelivery { SecretId = group.Key.SecretId, TokenId = group.Key.TokenId, LastAt = group.Max(each => each.At) }), cancellationToken);
}
