using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Projects;

/// <summary>Lists the projects a person belongs to; to an admin the names of the others too, which they may join.</summary>
internal sealed class ProjectList(AccessGuard guard)
{
    /// <summary>Projects the caller may join, by name.</summary>
    /// <exception cref="AccessDeniedException">The caller is no admin, or the session has ended.</exception>
    public Task<IReadOnlyList<(string Slug, string Name)>> ListOthersAsync(Caller caller, CancellationToken cancellationToken) =>
        guard.ReadAsync<IReadOnlyList<(string, string)>>(caller, Permission.JoinProject, null, async deed =>
        {
            var others = await OwnProjects.OthersOf(deed.Db, deed.ActorId).Select(project => new { project.Slug, project.Name }).ToListAsync(cancellationToken);
            return [.. others.Select(project => (project.Slug, project.Name))];
        }, cancellationToken);

    /// <summary>The caller's projects by name, and whether they may create more.</summary>
    /// <exception cref="AccessDeniedException">The session has ended.</exception>
    public Task<(IReadOnlyList<ProjectListItem> Items, bool CanCreate)> ListAsync(Caller caller, CancellationToken cancellationToken) =>
        guard.ReadAsync<(IReadOnlyList<ProjectListItem>, bool)>(caller, Permission.UseInstance, null, async deed =>
        {
            var db = deed.Db;
            var rows = await db.Memberships.AsNoTracking().Where(membership => membership.UserId == caller.UserId)
                .Join(db.Projects.Where(project => project.Kind == ProjectKind.Team), membership => membership.ProjectId, project => project.Id, (membership, project) => new { project, membership.Role })
                .OrderBy(row => row.project.Name)
                .Select(row => new
                {
                    row.project.Slug,
                    row.project.Name,
                    row.Role,
                    row.project.CreatedAt,
                    Secrets = db.Secrets.Count(secret => secret.ProjectId == row.project.Id),
                    Environments = db.Environments.Where(each => each.ProjectId == row.project.Id).OrderBy(each => each.Position).Select(each => each.Name).ToList(),
                    LastChange = db.Secrets.Where(secret => secret.ProjectId == row.project.Id).Max(secret => (DateTime?)secret.UpdatedAt),
                }).ToListAsync(cancellationToken);
            var items = rows.Select(row => new ProjectListItem(row.Slug, row.Name, row.Role, row.Secrets, row.Environments, row.LastChange ?? row.CreatedAt));
            return (items.ToList(), deed.May(Permission.CreateProject));
        }, cancellationToken);
}
