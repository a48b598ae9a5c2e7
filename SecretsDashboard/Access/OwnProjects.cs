using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// Which projects are a person's: those they are a member of, their personal one, the organization's. It finds one by the name they
/// use for it; nobody has a name for somebody else's personal one.
/// </summary>
internal static class OwnProjects
{
    /// <summary>All whose secrets the person may see.</summary>
    public static IQueryable<Project> Of(AppDbContext db, Guid person) => db.Projects.Where(project =>
        project.Kind == ProjectKind.Organization
        || project.OwnerId == person
        || (project.Kind == ProjectKind.Team && db.Memberships.Any(row => row.ProjectId == project.Id && row.UserId == person)));

    /// <summary>The deed of a person in the instance as one in each of their projects whose secrets they may see: those of teams by name, their own, the organization's.</summary>
    public static async Task<IReadOnlyList<Deed>> DeedsAsync(Deed deed, CancellationToken cancellationToken)
    {
        var rows = await Of(deed.Db, deed.ActorId).AsNoTracking().OrderBy(project => project.Kind).ThenBy(project => project.Name).ThenBy(project => project.Slug)
            .Select(project => new { Project = project, Role = deed.Db.Memberships.Where(row => row.ProjectId == project.Id && row.UserId == deed.ActorId).Select(row => (ProjectRole?)row.Role).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => deed.In(row.Project, row.Role)).Where(each => each.May(Permission.SeeProject))];
    }

    /// <summary>Those of teams that the person is not in, by name: who may join projects joins these.</summary>
    public static IQueryable<Project> OthersOf(AppDbContext db, Guid person) => db.Projects
        .Where(project => project.Kind == ProjectKind.Team && !db.Memberships.Any(row => row.ProjectId == project.Id && row.UserId == person))
        .OrderBy(project => project.Name);

    /// <summary>The project that this person calls so (<see cref="ProjectAddress"/>), also where they are no member; null: there is none.</summary>
    public static Task<Project?> FindAsync(AppDbContext db, Guid person, string name, CancellationToken cancellationToken) => name switch
    {
        ProjectAddress.Personal => db.Projects.SingleOrDefaultAsync(project => project.Kind == ProjectKind.Personal && project.OwnerId == person, cancellationToken),
        ProjectAddress.Shared => db.Projects.SingleOrDefaultAsync(project => project.Kind == ProjectKind.Organization, cancellationToken),
        _ => db.Projects.SingleOrDefaultAsync(project => project.Kind == ProjectKind.Team && project.Slug == name, cancellationToken),
    };
}
