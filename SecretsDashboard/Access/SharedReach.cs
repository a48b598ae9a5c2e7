using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// That an environment of a team's project has one of the organization's beneath it: the one with the same slug. It is the only place that
/// says what reaches whom; beneath a person's own there is nothing.
/// </summary>
internal sealed class SharedReach
{
    /// <summary>The organization's project.</summary>
    public Guid OrganizationId { get; init; }

    /// <summary>The organization's environment.</summary>
    public Guid SharedId { get; init; }

    /// <summary>The environment whose programs receive what that one has.</summary>
    public Guid EnvironmentId { get; init; }

    /// <summary>All there are.</summary>
    public static IQueryable<SharedReach> Of(AppDbContext db) =>
        from organization in db.Projects
        where organization.Kind == ProjectKind.Organization
        join shared in db.Environments on organization.Id equals shared.ProjectId
        join environment in db.Environments on shared.Slug equals environment.Slug
        join project in db.Projects on environment.ProjectId equals project.Id
        where project.Kind == ProjectKind.Team
        select new SharedReach { OrganizationId = organization.Id, SharedId = shared.Id, EnvironmentId = environment.Id };

    /// <summary>What lies beneath this environment; null: nothing.</summary>
    public static Task<SharedReach?> BeneathAsync(AppDbContext db, Guid environment, CancellationToken cancellationToken) =>
        Of(db).SingleOrDefaultAsync(reach => reach.EnvironmentId == environment, cancellationToken);
}
