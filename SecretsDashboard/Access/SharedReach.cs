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

    /// <summary>Of these keys, folded: those that the organization has a value of beneath an environment of the deed's project, with that environment.</summary>
    public static async Task<HashSet<(string FoldedKey, Guid Environment)>> ReceivedAsync(Deed deed, IReadOnlyCollection<string> foldedKeys, CancellationToken cancellationToken)
    {
        if (foldedKeys.Count == 0 || deed.Project.Kind != ProjectKind.Team)
        {
            return [];
        }
        var db = deed.Db;
        var beneath = await (
            from reach in Of(db)
            join environment in db.Environments on reach.EnvironmentId equals environment.Id
            where environment.ProjectId == deed.Project.Id
            select reach).ToListAsync(cancellationToken);
        if (beneath.Count == 0)
        {
            return [];
        }
        var organization = beneath[0].OrganizationId;
        var values = await (
            from secret in db.Secrets
            join value in db.SecretValues on secret.Id equals value.SecretId
            where secret.ProjectId == organization && EF.Parameter(foldedKeys).Contains(secret.FoldedKey) && value.IsCurrent
            select new { secret.FoldedKey, value.EnvironmentId }).ToListAsync(cancellationToken);
        return [.. values.Join(beneath, value => value.EnvironmentId, reach => reach.SharedId, (value, reach) => (value.FoldedKey, reach.EnvironmentId))];
    }

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
