using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Attention;

/// <summary>One of a person's projects, and what they may do there.</summary>
internal sealed class OwnPlace(Project project, InstanceRole instance, ProjectRole? membership)
{
    public Guid Id => project.Id;

    public ProjectKind Kind => project.Kind;

    /// <summary>The project as <see cref="ProjectAddress"/> names it for the stores.</summary>
    public string Project => ProjectAddress.NameOf(project.Kind, project.Slug);

    public string Name => project.Name;

    public string Address => ProjectAddress.Of(Project);

    public DateTime CreatedAt => project.CreatedAt;

    /// <summary>Their role; null: it follows from their role in the instance.</summary>
    public ProjectRole? Role => membership;

    public bool May(Permission permission) => AccessPolicy.Allows(instance, AccessPolicy.RoleIn(project.Kind, instance, membership), permission, project.Kind);

    /// <summary>The person's projects: those of teams by name, then their own and the organization's.</summary>
    public static async Task<List<OwnPlace>> ListAsync(Deed deed, CancellationToken cancellationToken)
    {
        var instance = await deed.Db.Users.Where(user => user.Id == deed.ActorId).Select(user => user.Role).SingleAsync(cancellationToken);
        var rows = await OwnProjects.Of(deed.Db, deed.ActorId).AsNoTracking()
            .Select(own => new { Project = own, Role = deed.Db.Memberships.Where(row => row.ProjectId == own.Id && row.UserId == deed.ActorId).Select(row => (ProjectRole?)row.Role).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => new OwnPlace(row.Project, instance, row.Role)).OrderBy(place => place.Kind).ThenBy(place => place.Name, StringComparer.OrdinalIgnoreCase)];
    }
}
