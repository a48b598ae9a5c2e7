using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>
/// Makes somebody who joins a member of the projects of their invitation. The right of the person who invited them is looked at again: of a project that they do not
/// manage any more the newcomer is left out, and its log says so.
/// </summary>
internal static class InvitedMemberships
{
    public static async Task<Admission> AddAsync(AppDbContext db, Invitation invitation, AppUser user, CancellationToken cancellationToken)
    {
        var inviter = await db.Users.AsNoTracking().SingleOrDefaultAsync(row => row.Id == invitation.CreatedBy && row.DisabledAt == null, cancellationToken);
        var isLacking = inviter is not null && await SecondFactor.Lacking(db).ContainsAsync(inviter.Id, cancellationToken);
        var asked = await db.InvitedProjects.Where(row => row.InvitationId == invitation.Id)
            .Join(db.Projects, row => row.ProjectId, project => project.Id, (row, project) => new { row.Role, Project = project })
            .OrderBy(row => row.Project.Name).ToListAsync(cancellationToken);
        var (lines, projects, leftOut) = (new List<AuditLine>(), new List<string>(), new List<string>());
        foreach (var each in asked)
        {
            var own = await db.Memberships.AsNoTracking().SingleOrDefaultAsync(row => row.ProjectId == each.Project.Id && row.UserId == invitation.CreatedBy, cancellationToken);
            var isAllowed = inviter is not null && !isLacking && AccessPolicy.Allows(inviter.Role, own?.Role, Permission.ManageMembers, each.Project.Kind);
            lines.Add(AuditLine.About(isAllowed ? AuditAction.MemberJoined : AuditAction.MemberLeftOut, user) with
            {
                ProjectId = each.Project.Id,
                ProjectName = ProjectAddress.LabelOf(each.Project),
                Outcome = isAllowed ? AuditLine.Ok : AuditLine.Denied,
                Reason = each.Role.ToString().ToLowerInvariant(),
            });
            if (isAllowed)
            {
                db.Add(new Membership { ProjectId = each.Project.Id, UserId = user.Id, Role = each.Role });
                projects.Add(each.Project.Slug);
            }
            else
            {
                leftOut.Add(each.Project.Name);
            }
        }
        return new Admission(lines, projects, leftOut);
    }
}
