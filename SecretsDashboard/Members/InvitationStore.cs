using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Members;

/// <summary>Makes and withdraws invitations. The code of a link leaves it once, when it is made; only Owners invite Owners.</summary>
internal sealed class InvitationStore(AccessGuard guard, LinkCode links, ILookupNormalizer normalizer, TimeProvider time)
{
    /// <summary>Invites an address that has neither an account nor a live invitation. Audited as <c>person.invited</c>; one that ran out makes room, as <c>invitation.withdrawn</c>.</summary>
    /// <exception cref="AccessDeniedException">The caller may not give this role.</exception>
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
            if (PersonEmail.Problem(form.Email) is { } problem)
            {
                return InviteOutcome.Invalid("email", problem);
            }
            var now = time.GetUtcNow().UtcDateTime;
            var email = PersonEmail.Tidy(form.Email);
            var normalized = normalizer.NormalizeEmail(email);
            if (await deed.Db.Users.AnyAsync(user => user.NormalizedEmail == normalized, cancellationToken))
            {
                return InviteOutcome.Invalid("email", "This person has an account already");
            }
            if (await deed.Db.Invitations.Where(Invitation.IsLive(now)).AnyAsync(row => row.NormalizedEmail == normalized, cancellationToken))
            {
                return InviteOutcome.Invalid("email", "This address is invited already: withdraw that invitation first");
            }
            deed.RequireConfirmed();
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
            return new InviteOutcome("saved") { Code = code };
        }, cancellationToken);

    /// <summary>Withdraws an invitation: its link opens nothing any more. Audited as <c>invitation.withdrawn</c>.</summary>
    /// <exception cref="AccessDeniedException">It is used or withdrawn already, or the caller may not.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public Task WithdrawAsync(Caller caller, Guid id, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, Permission.ManagePeople, null, async deed =>
        {
            var invitation = await deed.Db.Invitations.SingleOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw deed.Missing();
            if (invitation.Role == InstanceRole.Owner)
            {
                deed.Require(Permission.ManageOwners);
            }
            Withdraw(deed, invitation);
            return true;
        }, cancellationToken);

    /// <summary>Withdraws it within a deed that is allowed.</summary>
    public static void Withdraw(Deed deed, Invitation invitation)
    {
        deed.Db.Remove(invitation);
        deed.Record(new AuditLine(AuditAction.InvitationWithdrawn) { TargetId = invitation.Id, TargetName = invitation.Email });
    }
}
