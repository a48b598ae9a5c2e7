using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// That an environment of a team's project has one of the organization's beneath it: the one with the same slug, where the project is one of those
/// that the owners deliver to. It is the only place that says what reaches whom; beneath a person's own there is nothing.
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
        where project.Kind == ProjectKind.Team && (organization.DeliversToAll || db.ChosenProjects.Any(chosen => chosen.ProjectId == project.Id))
        select new SharedReach { OrganizationId = organization.Id, SharedId = shared.Id, EnvironmentId = environment.Id };

    /// <summary>The line for the organization's log of a delivery to a token of another project, which the other line tells that project; null: there is no other.</summary>
    public AuditLine? LineOf(AuditLine line) => line.ProjectId == OrganizationId ? null : line with
    {
        ProjectId = OrganizationId,
        ProjectName = ProjectAddress.LabelOf(ProjectAddress.Shared),
        ReceiverId = line.ProjectId,
        ReceiverName = line.ProjectName,
    };

    /// <summary>What lies beneath this environment; null: nothing.</summary>
    public static Task<SharedReach?> BeneathAsync(AppDbContext db, Guid environment, CancellationToken cancellationToken) =>
        Of(db).SingleOrDefaultAsync(reach => reach.EnvironmentId == environment, cancellationToken);

    /// <summary>The environment itself, where it is one of the organization's, for its own tokens; null: it is not.</summary>
    public static Task<SharedReach?> ItselfAsync(AppDbContext db, Guid environment, CancellationToken cancellationToken) => (
        from own in db.Environments
        join project in db.Projects on own.ProjectId equals project.Id
        where own.Id == environment && project.Kind == ProjectKind.Organization
        select new SharedReach { OrganizationId = project.Id, SharedId = own.Id, EnvironmentId = own.Id }).SingleOrDefaultAsync(cancellationToken);
}
