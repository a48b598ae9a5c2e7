using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Attention;
using SecretsDashboard.Data;

namespace SecretsDashboard.Projects;

/// <summary>Lists the projects a person belongs to; to an admin the names of the others too, which they may join.</summary>
internal sealed class ProjectList(AccessGuard guard, CompletenessReader completeness)
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
    public Task<(IReadOnlyList<ProjectCardItem> Items, bool CanCreate)> ListAsync(Caller caller, CancellationToken cancellationToken) =>
        guard.ReadAsync<(IReadOnlyList<ProjectCardItem>, bool)>(caller, Permission.UseInstance, null, async deed =>
        {
            List<OwnPlace> teams = [.. (await OwnPlace.ListAsync(deed, cancellationToken)).Where(place => place.Kind == ProjectKind.Team)];
            var filled = await completeness.ReadAsync(deed.Db, [.. teams.Select(place => place.Id)], cancellationToken);
            return (await ProjectCardItem.ReadAsync(deed, teams, filled, cancellationToken), deed.May(Permission.CreateProject));
        }, cancellationToken);
}
