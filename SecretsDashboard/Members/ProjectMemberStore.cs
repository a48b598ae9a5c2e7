using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Members;

/// <summary>
/// Lists, adds, changes and removes the members of a project. Within it one manager at least stays; who leaves the instance, or is shut
/// out of it, may have been the last. What it changes reaches no further than the project: nobody is signed out, and their open pages of it show it at once.
/// </summary>
internal sealed class ProjectMemberStore(AccessGuard guard, ProjectChanges changes)
{
    private const string LastManager = "A project needs at least one manager: make somebody else one first";

    /// <summary>The members, and for managers who could be added.</summary>
    /// <exception cref="AccessDeniedException">Unknown project, or the caller is no member.</exception>
    public Task<ProjectMembers> ListAsync(Caller caller, string project, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, Permission.SeeProject, project, async deed =>
        {
            var (db, id, self, canManage) = (deed.Db, deed.Project.Id, deed.ActorId, deed.May(Permission.ManageMembers));
            var members = await db.Memberships.AsNoTracking().Where(row => row.ProjectId == id)
                .Join(db.Users, row => row.UserId, user => user.Id, (row, user) => new { user.Id, user.Name, user.Email, row.Role, user.DisabledAt }).ToListAsync(cancellationToken);
            var labels = await PersonLabels.ReadAsync(db, cancellationToken);
            var others = canManage
                ? await db.Users.AsNoTracking().Where(user => user.DisabledAt == null && !db.Memberships.Any(row => row.ProjectId == id && row.UserId == user.Id))
                    .Select(user => new { user.Id, user.Name, user.Email }).ToListAsync(cancellationToken)
                : [];
            return new ProjectMembers(deed.Project.Name, canManage, [.. members.OrderBy(member => member.Name, StringComparer.CurrentCultureIgnoreCase).Select(member =>
                    new ProjectMemberItem(member.Id, member.Name, member.Email ?? "", member.Role, member.DisabledAt is not null) { IsSelf = member.Id == self, Label = labels.Of(member.Id, member.Name, member.Email).Text })],
                [.. others.OrderBy(other => other.Name, StringComparer.CurrentCultureIgnoreCase).Select(other => (other.Id, other.Name, other.Email ?? ""))]);
        }, cancellationToken);

    /// <summary>Makes people of the instance members, all with one role or none of them; who is one already stays as they are. Audited as <c>member.added</c> with the role.</summary>
    /// <exception cref="AccessDeniedException">Unknown project or person, or the caller is not its Manager.</exception>
    /// <exception cref="ConfirmationNeededException">The caller must confirm first.</exception>
    public Task<MemberOutcome> AddAsync(Caller caller, string project, IReadOnlyCollection<Guid> people, ProjectRole role, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, Permission.ManageMembers, project, async deed =>
        {
            var added = new List<AppUser>();
            var known = new List<string>();
            foreach (var person in people)
            {
                var user = await deed.Db.Users.SingleOrDefaultAsync(row => row.Id == person && row.DisabledAt == null, cancellationToken) ?? throw deed.Missing();
                if (await deed.Db.Memberships.AnyAsync(row => row.ProjectId == deed.Project.Id && row.UserId == person, cancellationToken))
                {
                    known.Add(user.Name);
                }
                else
                {
                    added.Add(user);
                }
            }
            if (added.Count == 0)
            {
                return new MemberOutcome(known is [var only] ? $"{only} is a member already" : "All of them are members already");
            }
            deed.RequireConfirmed();
            foreach (var user in added)
            {
                deed.Db.Add(new Membership { ProjectId = deed.Project.Id, UserId = user.Id, Role = Known(deed, role) });
                deed.Record(Line(AuditAction.MemberAdded, user, role));
                changes.TellAfter(deed, user.Id);
            }
            return MemberOutcome.Done;
        }, cancellationToken);

    /// <inheritdoc cref="AddAsync(Caller, string, IReadOnlyCollection{Guid}, ProjectRole, CancellationToken)"/>
    public Task<MemberOutcome> AddAsync(Caller caller, string project, Guid person, ProjectRole role, CancellationToken cancellationToken) =>
        AddAsync(caller, project, [person], role, cancellationToken);

    /// <summary>Changes a member's role. Audited as <c>member.role_changed</c> with the new role.</summary>
    /// <exception cref="AccessDeniedException">Unknown project or member, or the caller is not its Manager.</exception>
    /// <exception cref="ConfirmationNeededException">The caller must confirm first.</exception>
    public Task<MemberOutcome> ChangeRoleAsync(Caller caller, string project, Guid person, ProjectRole role, CancellationToken cancellationToken) =>
        ChangeAsync(caller, project, person, async (deed, member, user) =>
        {
            if (member.Role == Known(deed, role))
            {
                return MemberOutcome.Done;
            }
            if (role < member.Role && await IsLastManagerAsync(deed, person, cancellationToken))
            {
                return new MemberOutcome(LastManager);
            }
            member.Role = role;
            deed.Record(Line(AuditAction.MemberRoleChanged, user, role));
            changes.TellAfter(deed, person);
            return MemberOutcome.Done;
        }, cancellationToken);

    /// <summary>Takes somebody out of the project. Audited as <c>member.removed</c>.</summary>
    /// <inheritdoc cref="ChangeRoleAsync" path="/exception"/>
    public Task<MemberOutcome> RemoveAsync(Caller caller, string project, Guid person, CancellationToken cancellationToken) =>
        ChangeAsync(caller, project, person, async (deed, member, user) =>
        {
            if (await IsLastManagerAsync(deed, person, cancellationToken))
            {
                return new MemberOutcome(LastManager);
            }
            deed.Db.Remove(member);
            deed.Record(Line(AuditAction.MemberRemoved, user, null));
            changes.TellAfter(deed, person);
            return MemberOutcome.Done;
        }, cancellationToken);

    private Task<MemberOutcome> ChangeAsync(
        Caller caller, string project, Guid person, Func<Deed, Membership, AppUser, Task<MemberOutcome>> work, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, Permission.ManageMembers, project, async deed =>
        {
            var member = await deed.Db.Memberships.SingleOrDefaultAsync(row => row.ProjectId == deed.Project.Id && row.UserId == person, cancellationToken) ?? throw deed.Missing();
            deed.RequireConfirmed();
            return await work(deed, member, await deed.Db.Users.SingleAsync(row => row.Id == person, cancellationToken));
        }, cancellationToken);

    /// <summary>The managers beside whom nobody manages their project: who cannot sign in manages nothing.</summary>
    internal static IQueryable<Membership> OnlyManagers(AppDbContext db) =>
        db.Memberships.Where(row => row.Role == ProjectRole.Manager && !db.Memberships.Any(other => other.ProjectId == row.ProjectId && other.UserId != row.UserId
            && other.Role == ProjectRole.Manager && db.Users.Any(user => user.Id == other.UserId && user.DisabledAt == null)));

    private static Task<bool> IsLastManagerAsync(Deed deed, Guid person, CancellationToken cancellationToken) =>
        OnlyManagers(deed.Db).AnyAsync(row => row.ProjectId == deed.Project.Id && row.UserId == person, cancellationToken);

    private static ProjectRole Known(Deed deed, ProjectRole role) => Enum.IsDefined(role) ? role : throw deed.Missing();

    private static AuditLine Line(string action, AppUser user, ProjectRole? role) =>
        AuditLine.About(action, user) with { Reason = role?.ToString().ToLowerInvariant() };
}
