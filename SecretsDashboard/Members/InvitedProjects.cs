using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Members;

/// <summary>The projects of an invitation: those of teams that the inviter may add people to.</summary>
internal static class InvitedProjects
{
    /// <summary>The teams' projects that a person manages, by name.</summary>
    public static IQueryable<Project> ManagedBy(AppDbContext db, Guid person) => db.Projects
        .Where(project => project.Kind == ProjectKind.Team && db.Memberships.Any(row => row.ProjectId == project.Id && row.UserId == person && row.Role == ProjectRole.Manager))
        .OrderBy(project => project.Name);

    /// <summary>The projects with these slugs.</summary>
    /// <exception cref="AccessDeniedException">One is not there, or the caller does not manage it; or a role is none.</exception>
    public static async Task<IReadOnlyList<(Project Project, ProjectRole Role)>> RequireAsync(Deed deed, IEnumerable<(string Slug, string Role)> asked, CancellationToken cancellationToken)
    {
        var wanted = new List<(Project, ProjectRole)>();
        foreach (var (slug, text) in asked)
        {
            var project = await ManagedBy(deed.Db, deed.ActorId).SingleOrDefaultAsync(row => row.Slug == slug, cancellationToken) ?? throw deed.Missing();
            wanted.Add(Enum.TryParse<ProjectRole>(text, out var role) && Enum.GetName(role) == text ? (project, role) : throw deed.Missing());
        }
        return wanted;
    }

    public static void Add(Deed deed, Invitation invitation, IReadOnlyList<(Project Project, ProjectRole Role)> projects)
    {
        foreach (var (project, role) in projects)
        {
            deed.Db.Add(new InvitedProject { InvitationId = invitation.Id, ProjectId = project.Id, Role = role });
            deed.Record(new AuditLine(AuditAction.MemberInvited)
            {
                ProjectId = project.Id,
                ProjectName = ProjectAddress.LabelOf(project),
                TargetId = invitation.Id,
                TargetName = invitation.Email,
                Reason = role.ToString().ToLowerInvariant(),
            });
        }
    }
}
