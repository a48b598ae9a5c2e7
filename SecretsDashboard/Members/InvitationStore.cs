using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Members;

/// <summary>Makes and withdraws invitations. The code of a link leaves it once, when it is made; only Owners invite Owners.</summary>
internal sealed class InvitationStore(AccessGuard guard, LinkCode links, ILookupNormalizer normalizer, TimeProvider time)
{
    /// <summary>How many may be invited at once.</summary>
    public const int MostAtOnce = 50;

    /// <summary>
    /// Invites addresses that have neither an account nor a live invitation, each by itself: one that cannot be invited keeps no other from it. With them go
    /// projects that the caller manages. Audited as <c>person.invited</c> and, in the log of each project, <c>member.invited</c>; one that ran out makes room, as <c>invitation.withdrawn</c>.
    /// </summary>
    /// <exception cref="AccessDeniedException">The caller may not give this role, or does not manage one of the projects.</exception>
    /// <exception cref="ConfirmationNeededException">The caller must confirm first.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public Task<InviteOutcome> InviteAsync(Caller caller, InviteForm form, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, Permission.ManagePeople, null, async deed =>
        {
            // a number or a list of names is none of them
            if (!Enum.TryParse<InstanceRole>(form.Role, out var role) || Enum.GetName(role) != form.Role)
            {
                return InviteOutcome.Invalid("role", "Role is one of Member, Admin and Owner");
            }
            if (role == InstanceRole.Owner)
            {
                deed.Require(Permission.ManageOwners);
            }
            var projects = await InvitedProjects.RequireAsync(deed, form.Projects, cancellationToken);
            var typed = form.Addresses is { Count: > 0 } all ? all.DistinctBy(email => normalizer.NormalizeEmail(PersonEmail.Tidy(email))).ToList() : [""];
            if (typed.Count > MostAtOnce)
            {
                return InviteOutcome.Invalid("email", $"These are too many: at most {MostAtOnce} addresses at once");
            }
            var people = new List<InvitedPerson>();
            foreach (var email in typed)
            {
                people.Add(new InvitedPerson(PersonEmail.Tidy(email)) { Problem = await ProblemAsync(deed, email, cancellationToken) });
            }
            if (people.TrueForAll(person => person.Problem is not null))
            {
                return InviteOutcome.Invalid("email", people is [var only] ? only.Problem! : string.Join(" · ", people.Select(person => $"{person.Email}: {person.Problem}")));
            }
            deed.RequireConfirmed();
            for (var each = 0; each < people.Count; each++)
            {
                if (people[each].Problem is null)
                {
                    people[each] = people[each] with { Code = await AddAsync(deed, people[each].Email, role, projects, cancellationToken) };
                }
            }
            return people is [var one] ? new InviteOutcome("saved") { Code = one.Code } : new InviteOutcome("saved") { People = people };
        }, cancellationToken);

    /// <summary>Gives an invitation that is live or ran out a new link and a new term; the old link opens nothing any more. Audited as <c>invitation.renewed</c>.</summary>
    /// <exception cref="AccessDeniedException">It is used or withdrawn already, or the caller may not.</exception>
    /// <exception cref="ConfirmationNeededException">The caller must confirm first.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public Task<InviteOutcome> RenewAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, Permission.ManagePeople, null, async deed =>
        {
            var invitation = await FindAsync(deed, id, cancellationToken);
            deed.RequireConfirmed();
            var code = LinkCode.Create();
            invitation.Digest = links.Digest(LinkCode.Invitation, code);
            invitation.ExpiresAt = time.GetUtcNow().UtcDateTime + Invitation.Lifetime;
            invitation.EndedAt = null;
            // the person who holds the new link vouches for it: it goes when they do
            invitation.CreatedBy = deed.ActorId;
            deed.Record(new AuditLine(AuditAction.InvitationRenewed) { TargetId = invitation.Id, TargetName = invitation.Email, Reason = MemberStore.Word(invitation.Role) });
            return new InviteOutcome("saved") { Code = code };
        }, cancellationToken);

    /// <summary>Withdraws an invitation: its link opens nothing any more. Audited as <c>invitation.withdrawn</c>.</summary>
    /// <exception cref="AccessDeniedException">It is used or withdrawn already, or the caller may not.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public Task WithdrawAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, Permission.ManagePeople, null, async deed =>
        {
            Withdraw(deed, await FindAsync(deed, id, cancellationToken));
            return true;
        }, cancellationToken);

    /// <summary>Withdraws it within a deed that is allowed.</summary>
    public static void Withdraw(Deed deed, Invitation invitation)
    {
        deed.Db.Remove(invitation);
        deed.Record(new AuditLine(AuditAction.InvitationWithdrawn) { TargetId = invitation.Id, TargetName = invitation.Email });
    }

    private static async Task<Invitation> FindAsync(Deed deed, Guid id, CancellationToken cancellationToken)
    {
        var invitation = await deed.Db.Invitations.SingleOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw deed.Missing();
        if (invitation.Role == InstanceRole.Owner)
        {
            deed.Require(Permission.ManageOwners);
        }
        return invitation;
    }

    private async Task<string?> ProblemAsync(Deed deed, string email, CancellationToken cancellationToken)
    {
        if (PersonEmail.Problem(email) is { } problem)
        {
            return problem;
        }
        var (now, normalized) = (time.GetUtcNow().UtcDateTime, normalizer.NormalizeEmail(PersonEmail.Tidy(email)));
        return await deed.Db.Users.AnyAsync(user => user.NormalizedEmail == normalized, cancellationToken) ? "This person has an account already"
            : await deed.Db.Invitations.Where(Invitation.IsLive(now)).AnyAsync(row => row.NormalizedEmail == normalized, cancellationToken) ? "This address is invited already: withdraw that invitation first"
            : null;
    }

    private async Task<string> AddAsync(Deed deed, string email, InstanceRole role, IReadOnlyList<(Project Project, ProjectRole Role)> projects, CancellationToken cancellationToken)
    {
        var (now, normalized) = (time.GetUtcNow().UtcDateTime, normalizer.NormalizeEmail(email));
        if (await deed.Db.Invitations.SingleOrDefaultAsync(row => row.NormalizedEmail == normalized, cancellationToken) is { } expired)
        {
            Withdraw(deed, expired);
        }
        var code = LinkCode.Create();
        var invitation = new Invitation
        {
            Id = Guid.CreateVersion7(),
            Email = email,
            NormalizedEmail = normalized,
            Role = role,
            Digest = links.Digest(LinkCode.Invitation, code),
            CreatedAt = now,
            CreatedBy = deed.ActorId,
            ExpiresAt = now + Invitation.Lifetime,
        };
        deed.Db.Add(invitation);
        deed.Record(new AuditLine(AuditAction.PersonInvited) { TargetId = invitation.Id, TargetName = email, Reason = MemberStore.Word(role) });
        InvitedProjects.Add(deed, invitation, projects);
        return code;
    }
}
