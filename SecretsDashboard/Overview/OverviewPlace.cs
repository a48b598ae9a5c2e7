using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Overview;

/// <summary>One of a person's projects, and what they may do there.</summary>
internal sealed class OverviewPlace(Project project, InstanceRole instance, ProjectRole? membership)
{
    public Guid Id => project.Id;

    public ProjectKind Kind => project.Kind;

    public string Name => Kind switch
    {
        ProjectKind.Personal => "Personal",
        ProjectKind.Organization => "Shared",
        _ => project.Name,
    };

    public string Address => ProjectAddress.Of(ProjectAddress.NameOf(project.Kind, project.Slug));

    public DateTime CreatedAt => project.CreatedAt;

    public bool May(Permission permission) => AccessPolicy.Allows(instance, AccessPolicy.RoleIn(project.Kind, instance, membership), permission, project.Kind);

    /// <summary>The person's projects: those of teams by name, then their own and the organization's.</summary>
    public static async Task<List<OverviewPlace>> ListAsync(Deed deed, InstanceRole instance, CancellationToken cancellationToken)
    {
        var rows = await OwnProjects.Of(deed.Db, deed.ActorId).AsNoTracking()
            .Select(own => new { Project = own, Role = deed.Db.Memberships.Where(row => row.ProjectId == own.Id && row.UserId == deed.ActorId).Select(row => (ProjectRole?)row.Role).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => new OverviewPlace(row.Project, instance, row.Role)).OrderBy(place => place.Kind).ThenBy(place => place.Name, StringComparer.OrdinalIgnoreCase)];
    }
}
