using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>
/// That a token received a secret, as it follows from when it last received its whole environment: what had a value there by then. Single
/// secrets are <see cref="SecretDelivery"/>.
/// </summary>
internal sealed class SecretReception
{
    public Guid SecretId { get; init; }

    /// <summary>The secret's environment: the token's, or the organization's beneath it.</summary>
    public Guid EnvironmentId { get; init; }

    public Guid TokenId { get; init; }
    public DateTime At { get; init; }

    /// <summary>All of a project's current values. What the organization shares is received in every team's project, but where something of their own stood over it (<see cref="SharedCover"/>).</summary>
    public static IQueryable<SecretReception> Of(AppDbContext db, Project project) => project.Kind == ProjectKind.Organization ? OfShared(db) :
        from value in db.SecretValues
        join token in db.ServiceTokens on value.EnvironmentId equals token.EnvironmentId
        where value.IsCurrent && token.LastDeliveredAt >= value.PresentSince
        select new SecretReception { SecretId = value.SecretId, EnvironmentId = value.EnvironmentId, TokenId = token.Id, At = token.LastDeliveredAt!.Value };

    /// <summary>Those of what the organization shares.</summary>
    public static IQueryable<SecretReception> OfShared(AppDbContext db) =>
        from value in db.SecretValues
        join secret in db.Secrets on value.SecretId equals secret.Id
        join shared in db.Environments on value.EnvironmentId equals shared.Id
        join project in db.Projects on shared.ProjectId equals project.Id
        join environment in db.Environments on shared.Slug equals environment.Slug
        join receiver in db.Projects on environment.ProjectId equals receiver.Id
        join token in db.ServiceTokens on environment.Id equals token.EnvironmentId
        where value.IsCurrent && project.Kind == ProjectKind.Organization && receiver.Kind != ProjectKind.Personal && token.LastDeliveredAt >= value.PresentSince
            && !db.UncoveredSecrets.Any(row => row.SecretId == secret.Id && row.EnvironmentId == environment.Id && row.Since > token.LastDeliveredAt)
            && (environment.Id == shared.Id || !db.SecretValues.Any(own => own.EnvironmentId == environment.Id && own.IsCurrent && own.PresentSince <= token.LastDeliveredAt
                && db.Secrets.Any(over => over.Id == own.SecretId && over.FoldedKey == secret.FoldedKey)))
        select new SecretReception { SecretId = value.SecretId, EnvironmentId = value.EnvironmentId, TokenId = token.Id, At = token.LastDeliveredAt!.Value };
}
