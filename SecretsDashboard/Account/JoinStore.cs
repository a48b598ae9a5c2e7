using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>Lets the holder of an invitation link join, once. A link that is used, expired, withdrawn or unknown is no link.</summary>
internal sealed class JoinStore(
    IDbContextFactory<AppDbContext> readers, WriteGate gate, SessionStore sessions, People people, LinkCode links,
    IPasswordHasher<AppUser> hasher, PasswordTurn turn, Expiry expiry, ProjectChanges changes, TimeProvider time)
{
    /// <summary>The address that was invited; null where the link is not good.</summary>
    public async Task<string?> FindAsync(string? code, CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        if (await Of(db, code).SingleOrDefaultAsync(cancellationToken) is { EndedAt: null } found)
        {
            if (found.ExpiresAt > now)
            {
                return found.Email;
            }
            await expiry.EndAsync(cancellationToken);
        }
        return null;
    }

    /// <summary>
    /// Creates the person with the address and role of the invitation, which is used up, and opens a session. The form has been
    /// validated. Audited as <c>person.joined</c>.
    /// </summary>
    public async Task<SignInOutcome> JoinAsync(JoinForm form, Visit visit, CancellationToken cancellationToken)
    {
        // asked before the password is hashed, which costs
        if (await FindAsync(form.Code, cancellationToken) is not { } email)
        {
            return SignInOutcome.NoLink;
        }
        // the form does not know the address, which the invitation has
        if (AccountRules.Password(form.Password, form.Name, email) is { } problem)
        {
            return SignInOutcome.Refused(problem);
        }
        var user = new AppUser { Id = Guid.CreateVersion7(), Name = form.Name!.Trim(), CreatedAt = time.GetUtcNow().UtcDateTime };
        var (taken, hash) = await turn.TryAsync(email, () => hasher.HashPassword(user, form.Password!), isKnown: true, cancellationToken);
        if (!taken)
        {
            return SignInOutcome.Busy;
        }
        user.PasswordHash = hash;
        return Told(user, await gate.WriteAsync(async db =>
        {
            return await AdmitAsync(db, form.Code, user, cancellationToken) is { } admission
                ? SignInOutcome.Welcome(await sessions.WelcomeAsync(db, user, [AuditLine.About(AuditAction.PersonJoined, user), .. admission.Lines], visit, cancellationToken)) with { Admission = admission }
                : SignInOutcome.NoLink;
        }, cancellationToken));
    }

    /// <summary>Once it is committed: open pages that list people show them.</summary>
    public SignInOutcome Told(AppUser user, SignInOutcome outcome)
    {
        if (outcome.Admission is { } admission)
        {
            changes.TellJoined(user, admission.Projects);
        }
        return outcome;
    }

    /// <summary>Creates the person, within a transaction of the gate, and uses the invitation up, and adds them to its projects. Null where the link is not good any more.</summary>
    public async Task<Admission?> AdmitAsync(AppDbContext db, string? code, AppUser user, CancellationToken cancellationToken)
    {
        if (await Of(db, code).Where(Invitation.IsLive(time.GetUtcNow().UtcDateTime)).SingleOrDefaultAsync(cancellationToken) is not { } invitation)
        {
            return null;
        }
        (user.Email, user.UserName, user.Role) = (invitation.Email, invitation.Email, invitation.Role);
        using var manager = people.In(db);
        if (!(await manager.CreateAsync(user)).Succeeded)
        {
            return null; // the address got an account in another way meanwhile
        }
        var admission = await InvitedMemberships.AddAsync(db, invitation, user, cancellationToken);
        db.Remove(invitation);
        await db.SaveChangesAsync(cancellationToken);
        return admission;
    }

    private IQueryable<Invitation> Of(AppDbContext db, string? code)
    {
        var digest = links.Digest(LinkCode.Invitation, code ?? "");
        return db.Invitations.Where(row => row.Digest == digest);
    }
}
