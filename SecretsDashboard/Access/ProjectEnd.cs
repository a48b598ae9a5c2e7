using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Access;

/// <summary>
/// Ends projects inside a deed: rows, tokens, and what is kept of them in memory, before anybody is answered. Nothing that people or programs
/// had goes without its line. A person's own ends with the person, its tokens when the person is shut out.
/// </summary>
internal sealed class ProjectEnd(TokenRegistry tokens, EnvironmentChanges changes, ProjectKeys keys, TimeProvider time)
{
    /// <summary>
    /// Deletes a project with everything in it. Audited as <c>secret.deleted</c>, <c>token.revoked</c> and <c>member.removed</c>, a line for each
    /// secret, live token and member, and as <c>sharing.ended</c> for the organization where it was chosen to receive what is shared; the caller records
    /// the end itself.
    /// </summary>
    /// <param name="deed">The deed.</param>
    /// <param name="project">The project.</param>
    /// <param name="reason">A word of <see cref="AuditReason"/>: with what they went.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task DeleteAsync(Deed deed, Project project, string reason, CancellationToken cancellationToken)
    {
        var db = deed.Db;
        var now = time.GetUtcNow().UtcDateTime;
        var environments = await db.Environments.Where(row => row.ProjectId == project.Id).Select(row => row.Id).ToListAsync(cancellationToken);
        var all = db.ServiceTokens.Where(token => token.ProjectId == project.Id);
        foreach (var secret in await db.Secrets.Where(row => row.ProjectId == project.Id).OrderBy(row => row.FoldedKey).Select(row => new { row.Id, row.Key }).ToListAsync(cancellationToken))
        {
            Record(deed, project, AuditAction.SecretDeleted, reason, secret.Id, secret.Key);
        }
        foreach (var token in await all.Where(ServiceToken.IsLive(now)).OrderBy(token => token.Name).Select(token => new { token.Id, token.Name }).ToListAsync(cancellationToken))
        {
            Record(deed, project, AuditAction.TokenRevoked, reason, token.Id, token.Name);
        }
        foreach (var member in await MembersAsync(db.Memberships.Where(row => row.ProjectId == project.Id), db, cancellationToken))
        {
            Record(deed, project, AuditAction.MemberRemoved, reason, member.Person.Id, member.Person.Name);
        }
        if (await db.ChosenProjects.AnyAsync(row => row.ProjectId == project.Id, cancellationToken))
        {
            // the list of what is shared loses a name
            Record(deed, await db.Projects.SingleAsync(row => row.Kind == ProjectKind.Organization, cancellationToken), AuditAction.SharingEnded, reason, project.Id, ProjectAddress.LabelOf(project));
        }
        await SharedCover.EndAsync(db, db.SecretValues.Where(value => environments.Contains(value.EnvironmentId)), now, cancellationToken);
        if (project.Kind == ProjectKind.Personal)
        {
            await db.FormerActors.Where(actor => actor.ProjectId == project.Id).ExecuteDeleteAsync(cancellationToken);
        }
        else
        {
            await FormerActor.KeepAsync(db, all, cancellationToken);
        }
        db.Remove(project);
        deed.Afterwards(() =>
        {
            tokens.Remove(token => token.ProjectId == project.Id);
            changes.Tell(environments);
            keys.Forget(project.Id);
        });
    }

    /// <summary>
    /// Takes a person who is removed out of their projects and deletes their own secrets. Audited as <c>member.removed</c> in each project, and as
    /// <see cref="DeleteAsync"/> does, for that person alone.
    /// </summary>
    public async Task LeaveAsync(Deed deed, AppUser person, CancellationToken cancellationToken)
    {
        foreach (var member in await MembersAsync(deed.Db.Memberships.Where(row => row.UserId == person.Id), deed.Db, cancellationToken))
        {
            Record(deed, member.Project, AuditAction.MemberRemoved, AuditReason.PersonRemoved, person.Id, person.Name);
        }
        if (await PersonalAsync(deed, person.Id, cancellationToken) is { } project)
        {
            await DeleteAsync(deed, project, AuditReason.PersonRemoved, cancellationToken);
        }
    }

    /// <summary>Revokes the tokens a person made for themselves. Audited as <c>token.revoked</c>, for that person alone.</summary>
    public async Task RevokePersonalAsync(Deed deed, Guid person, CancellationToken cancellationToken)
    {
        if (await PersonalAsync(deed, person, cancellationToken) is not { } project)
        {
            return;
        }
        foreach (var token in await deed.Db.ServiceTokens.Where(token => token.ProjectId == project.Id && token.RevokedAt == null).ToListAsync(cancellationToken))
        {
            token.RevokedAt = time.GetUtcNow().UtcDateTime;
            Record(deed, project, AuditAction.TokenRevoked, null, token.Id, token.Name);
        }
        deed.Afterwards(() => tokens.Remove(token => token.ProjectId == project.Id));
    }

    // the deed may be the instance's, or another project's
    private static void Record(Deed deed, Project project, string action, string? reason, Guid target, string name) => deed.Record(new AuditLine(action)
    {
        ProjectId = project.Id,
        ProjectName = ProjectAddress.LabelOf(project),
        OwnerId = project.OwnerId,
        TargetId = target,
        TargetName = name,
        Reason = reason,
    });

    private static async Task<IEnumerable<(Project Project, AppUser Person)>> MembersAsync(IQueryable<Membership> memberships, AppDbContext db, CancellationToken cancellationToken)
    {
        var rows = await memberships.AsNoTracking().Join(db.Projects, row => row.ProjectId, project => project.Id, (row, project) => new { row.UserId, project })
            .Join(db.Users, row => row.UserId, person => person.Id, (row, person) => new { row.project, person })
            .OrderBy(row => row.project.Slug).ThenBy(row => row.person.Name).ToListAsync(cancellationToken);
        return rows.Select(row => (row.project, row.person));
    }

    private static Task<Project?> PersonalAsync(Deed deed, Guid person, CancellationToken cancellationToken) =>
        OwnProjects.FindAsync(deed.Db, person, ProjectAddress.Personal, cancellationToken);
}
