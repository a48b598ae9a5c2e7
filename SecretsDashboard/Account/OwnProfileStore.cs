using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>Who a person is here: their name, which they change themselves, and what others gave them, which they do not.</summary>
internal sealed class OwnProfileStore(AccessGuard guard)
{
    /// <exception cref="AccessDeniedException">The session ended, or lacks a second factor.</exception>
    public Task<OwnProfile> ReadAsync(Caller caller, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, Permission.UseInstance, null, async deed =>
        {
            var person = await deed.Db.Users.AsNoTracking().SingleAsync(user => user.Id == deed.ActorId, cancellationToken);
            var projects = await deed.Db.Memberships.Where(row => row.UserId == deed.ActorId)
                .Join(deed.Db.Projects.Where(project => project.Kind == ProjectKind.Team), row => row.ProjectId, project => project.Id, (row, project) => new OwnMembership(project.Name, project.Slug, row.Role))
                .ToListAsync(cancellationToken);
            return new OwnProfile(person.Name, person.Email ?? "", person.Role, person.CreatedAt, [.. projects.OrderBy(project => project.Name, StringComparer.CurrentCultureIgnoreCase)]);
        }, cancellationToken);

    /// <summary>
    /// Changes the caller's own name. What is on record keeps the old one. The form has been validated. Audited as <c>person.renamed</c>; the same name again is no change.
    /// </summary>
    /// <exception cref="AccessDeniedException">The session ended, or lacks a second factor.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public Task<AccountOutcome> RenameAsync(Caller caller, ProfileForm form, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, Permission.UseInstance, null, async deed =>
        {
            var person = await deed.Db.Users.SingleAsync(user => user.Id == deed.ActorId, cancellationToken);
            var name = form.Name!.Trim();
            if (person.Name != name)
            {
                person.Name = name;
                deed.Record(AuditLine.About(AuditAction.PersonRenamed, person));
            }
            return AccountOutcome.Done;
        }, cancellationToken);
}
