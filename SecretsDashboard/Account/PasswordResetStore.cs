using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>
/// Lets the holder of a link that the host made (<see cref="HostResets"/>) set a new password, once. It lets nobody in by itself: who
/// has set the password signs in with it, second factor and all. A link that is used, expired, replaced or unknown is no link.
/// </summary>
internal sealed class PasswordResetStore(
    IDbContextFactory<AppDbContext> readers, WriteGate gate, AuditLog audit, Revocations revocations, LinkCode links,
    IPasswordHasher<AppUser> hasher, PasswordTurn turn, Expiry expiry, TimeProvider time)
{
    private static readonly AccountOutcome NoLink = AccountOutcome.Refused(ResetPage.NoLink);

    /// <summary>The address of the account the link is for; null where the link is not good.</summary>
    public async Task<string?> FindAsync(string? code, CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        if (await PersonAsync(db, code, cancellationToken) is { } person)
        {
            return person.Email;
        }
        var digest = links.Digest(LinkCode.Reset, code ?? "");
        if (await db.PasswordResets.AnyAsync(row => row.Digest == digest, cancellationToken))
        {
            await expiry.EndAsync(cancellationToken);
        }
        return null;
    }

    /// <summary>
    /// Sets the password of the person the link is for, ends all their sessions and uses the link up. The form has been validated.
    /// Audited as <c>person.password_reset</c>.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public async Task<AccountOutcome> ResetAsync(ResetForm form, Visit visit, CancellationToken cancellationToken)
    {
        // asked before the password is hashed, which costs
        if (await FindAsync(form.Code, cancellationToken) is not { } email)
        {
            return NoLink;
        }
        var (taken, hash) = await turn.TryAsync(email, () => hasher.HashPassword(new AppUser(), form.Password!), isKnown: true, cancellationToken);
        if (!taken)
        {
            return AccountOutcome.Busy;
        }
        Guid? ended = null;
        return await gate.WriteAsync(async db =>
        {
            if (await PersonAsync(db, form.Code, cancellationToken) is not { } person)
            {
                return NoLink;
            }
            if (AccountRules.Password(form.Password, person.Name, person.Email) is { } problem)
            {
                return AccountOutcome.Refused(problem);
            }
            person.PasswordHash = hash;
            await PasswordReset.EndAsync(db, person.Id, cancellationToken);
            await db.Sessions.Where(row => row.UserId == person.Id).ExecuteDeleteAsync(cancellationToken);
            var line = AuditLine.About(AuditAction.PasswordReset, person);
            await audit.AppendAsync(db, visit.Actor, line, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            ended = person.Id;
            return AccountOutcome.Done;
        }, cancellationToken, () =>
        {
            if (ended is { } person)
            {
                revocations.End(person, null);
            }
        });
    }

    private Task<AppUser?> PersonAsync(AppDbContext db, string? code, CancellationToken cancellationToken)
    {
        var digest = links.Digest(LinkCode.Reset, code ?? "");
        var now = time.GetUtcNow().UtcDateTime;
        return db.PasswordResets.Where(row => row.Digest == digest && row.ExpiresAt > now)
            .Join(db.Users, row => row.UserId, user => user.Id, (_, user) => user).Where(user => user.DisabledAt == null).SingleOrDefaultAsync(cancellationToken);
    }
}
