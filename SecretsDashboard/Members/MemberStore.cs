using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Members;

/// <summary>
/// The people of the instance. Only Owners touch Owners and nobody touches themselves, so a person who acts on an Owner is another
/// one, and at least one enabled Owner is always left.
/// </summary>
internal sealed class MemberStore(AccessGuard guard, SessionEnd sessions, ProjectEnd projects, IntegrityAlarm alarm, TimeProvider time)
{
    /// <exception cref="AccessDeniedException">The caller does not manage people.</exception>
    public Task<MemberPage> ListAsync(Caller caller, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, Permission.ManagePeople, null, async deed =>
        {
            var isOwner = deed.May(Permission.ManageOwners);
            var db = deed.Db;
            var people = await db.Users.AsNoTracking().Select(user => new
            {
                user.Id,
                user.Name,
                user.Email,
                user.Role,
                user.LastSignInAt,
                SeenAt = db.Sessions.Where(session => session.UserId == user.Id).Max(session => (DateTime?)session.LastSeenAt),
                user.DisabledAt,
                HasPassword = user.PasswordHash != null,
                HasApp = db.Authenticators.Any(row => row.UserId == user.Id),
                HasPasskey = db.UserPasskeys.Any(row => row.UserId == user.Id),
            }).ToListAsync(cancellationToken);
            var onlyManagerOf = (await ProjectMemberStore.OnlyManagers(db).Join(db.Projects, row => row.ProjectId, project => project.Id, (row, project) => new { row.UserId, project.Name })
                .ToListAsync(cancellationToken)).ToLookup(row => row.UserId, row => row.Name);
            var projects = (await db.Memberships.Join(db.Projects, row => row.ProjectId, project => project.Id, (row, project) => new { row.UserId, project.Name }).ToListAsync(cancellationToken)).ToLookup(row => row.UserId, row => row.Name);
            var invited = (await db.InvitedProjects.Join(db.Projects, row => row.ProjectId, project => project.Id, (row, project) => new { row.InvitationId, row.Role, project.Name }).ToListAsync(cancellationToken))
                .ToLookup(row => row.InvitationId, row => $"{row.Name} ({row.Role.ToString().ToLowerInvariant()})");
            var mine = await InvitedProjects.ManagedBy(db, deed.ActorId).Select(project => new { project.Slug, project.Name }).ToListAsync(cancellationToken);
            var labels = await PersonLabels.ReadAsync(db, cancellationToken);
            var invitations = await db.Invitations.AsNoTracking().OrderBy(row => row.CreatedAt).ToListAsync(cancellationToken);
            return new MemberPage(
                [.. people.OrderBy(user => user.Name, StringComparer.CurrentCultureIgnoreCase).Select(user =>
                    new MemberListItem(user.Id, user.Name, user.Email ?? "", user.Role, user.SeenAt > user.LastSignInAt ? user.SeenAt : user.LastSignInAt)
                    {
                        Label = labels.Of(user.Id, user.Name, user.Email).Text,
                        IsDisabled = user.DisabledAt is not null,
                        HasPassword = user.HasPassword,
                        HasApp = user.HasApp,
                        HasPasskey = user.HasPasskey,
                        IsSelf = user.Id == deed.ActorId,
                        CanChange = user.Id != deed.ActorId && (isOwner || user.Role != InstanceRole.Owner),
                        Projects = [.. projects[user.Id].Order(StringComparer.CurrentCultureIgnoreCase)],
                        OnlyManagerOf = [.. onlyManagerOf[user.Id].Order(StringComparer.CurrentCultureIgnoreCase)],
                    })],
                [.. invitations.Select(row => new InvitationListItem(row.Id, row.Email, row.Role, row.ExpiresAt, isOwner || row.Role != InstanceRole.Owner) { IsEnded = row.EndedAt is not null, Projects = [.. invited[row.Id]] })],
                [.. Enum.GetValues<InstanceRole>().Where(role => isOwner || role != InstanceRole.Owner)])
            {
                Projects = [.. mine.Select(project => (project.Slug, project.Name))],
            };
        }, cancellationToken);

    /// <summary>Changes a role; a lower one ends what the person has open. Audited as <c>person.role_changed</c>.</summary>
    /// <exception cref="AccessDeniedException">Unknown person or oneself, or the caller may not take or give this role.</exception>
    /// <exception cref="ConfirmationNeededException">The caller must confirm first.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public Task ChangeRoleAsync(Caller caller, Guid id, InstanceRole role, CancellationToken cancellationToken) =>
        ChangeAsync(caller, id, async (deed, person) =>
        {
            if (!Enum.IsDefined(role))
            {
                throw deed.Missing();
            }
            if (role == InstanceRole.Owner)
            {
                deed.Require(Permission.ManageOwners);
            }
            if (person.Role != role)
            {
                var isLower = role < person.Role;
                person.Role = role;
                deed.Record(AuditLine.About(AuditAction.PersonRoleChanged, person) with { Reason = Word(role) });
                if (isLower)
                {
                    await EndAsync(deed, person, cancellationToken);
                }
            }
        }, cancellationToken);

    /// <summary>Shuts a person out until they are enabled again; their personal tokens end for good. Audited as <c>person.disabled</c>.</summary>
    /// <inheritdoc cref="RemoveAsync" path="/exception"/>
    public Task DisableAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        ChangeAsync(caller, id, async (deed, person) =>
        {
            if (person.DisabledAt is null)
            {
                person.DisabledAt = time.GetUtcNow().UtcDateTime;
                deed.Record(AuditLine.About(AuditAction.PersonDisabled, person));
                await projects.RevokePersonalAsync(deed, person.Id, cancellationToken);
                await PasswordReset.EndAsync(deed.Db, person.Id, cancellationToken);
                await EndAsync(deed, person, cancellationToken);
            }
        }, cancellationToken);

    /// <summary>Lets a disabled person sign in again. Audited as <c>person.enabled</c>.</summary>
    /// <inheritdoc cref="RemoveAsync" path="/exception"/>
    public Task EnableAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        ChangeAsync(caller, id, (deed, person) =>
        {
            if (person.DisabledAt is not null)
            {
                person.DisabledAt = null;
                deed.Record(AuditLine.About(AuditAction.PersonEnabled, person));
            }
            return Task.CompletedTask;
        }, cancellationToken);

    /// <summary>
    /// Removes the account with its memberships and its personal secrets; the log and what they did go on naming the person. Audited as
    /// <c>person.removed</c>, behind a line for all that went with them (<see cref="ProjectEnd.LeaveAsync"/>).
    /// </summary>
    /// <exception cref="AccessDeniedException">Unknown person or oneself, or an Owner and the caller is none.</exception>
    /// <exception cref="ConfirmationNeededException">The caller must confirm first.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public Task RemoveAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        ChangeAsync(caller, id, async (deed, person) =>
        {
            await EndAsync(deed, person, cancellationToken);
            await projects.LeaveAsync(deed, person, cancellationToken);
            deed.Db.Add(new FormerActor { Id = person.Id, Name = person.Name });
            deed.Db.Remove(person);
            deed.Record(AuditLine.About(AuditAction.PersonRemoved, person));
        }, cancellationToken);

    /// <summary>
    /// Takes all second factors of a person who lost theirs, with their recovery codes, and signs them out. Audited as
    /// <c>person.second_factor_reset</c>.
    /// </summary>
    /// <inheritdoc cref="RemoveAsync" path="/exception"/>
    public Task ResetSecondFactorAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        ChangeAsync(caller, id, async (deed, person) =>
        {
            if (await SecondFactor.Holders(deed.Db).ContainsAsync(person.Id, cancellationToken))
            {
                await SecondFactor.RemoveAllAsync(deed.Db, person.Id, cancellationToken);
                await sessions.EndAllAsync(deed, person, cancellationToken);
                deed.Record(AuditLine.About(AuditAction.SecondFactorReset, person));
                deed.Afterwards(() => alarm.Forget(person.Id));
            }
        }, cancellationToken);

    internal static string Word(InstanceRole role) => role.ToString().ToLowerInvariant();

    private Task<bool> ChangeAsync(Caller caller, Guid id, Func<Deed, AppUser, Task> change, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, Permission.ManagePeople, null, async deed =>
        {
            var person = await deed.Db.Users.SingleOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw deed.Missing();
            if (person.Id == deed.ActorId)
            {
                throw new AccessDeniedException(AccessDeniedException.OwnAccount);
            }
            if (person.Role == InstanceRole.Owner)
            {
                deed.Require(Permission.ManageOwners);
            }
            deed.RequireConfirmed();
            await change(deed, person);
            return true;
        }, cancellationToken);

    // invitations too: a link they kept would be their way back in
    private async Task EndAsync(Deed deed, AppUser person, CancellationToken cancellationToken)
    {
        await sessions.EndAllAsync(deed, person, cancellationToken);
        foreach (var invitation in await deed.Db.Invitations.Where(row => row.CreatedBy == person.Id).ToListAsync(cancellationToken))
        {
            InvitationStore.Withdraw(deed, invitation);
        }
    }
}
