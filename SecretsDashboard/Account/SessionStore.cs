using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>Opens and ends sessions. A session that ended is dead before the answer: its circuits are cut, its cookie opens nothing.</summary>
internal sealed class SessionStore(WriteGate gate, AccessGuard guard, AuditLog audit, Revocations revocations, OwnSignOuts signOuts, TimeProvider time)
{
    /// <summary>
    /// Lets in a person whose password was just verified, unless their second factor is still to come. Refused where the account
    /// was disabled meanwhile, or has another password by now. Audited as <c>session.sign_in</c> or <c>session.second_factor_asked</c>.
    /// </summary>
    /// <param name="verified">The person as they were read, with the hash that the password was right for.</param>
    /// <param name="rehashed">The hash to keep in its place; null: keep it.</param>
    public Task<SignInOutcome> SignInAsync(AppUser verified, string? rehashed, Visit visit, CancellationToken cancellationToken) =>
        gate.WriteAsync(async db =>
        {
            var user = await db.Users.SingleOrDefaultAsync(row => row.Id == verified.Id, cancellationToken);
            if (user is null || user.DisabledAt is not null || user.PasswordHash != verified.PasswordHash)
            {
                await DenyAsync(db, user, AuditReason.WrongCredentials, visit, cancellationToken);
                return SignInOutcome.Wrong;
            }
            user.PasswordHash = rehashed ?? user.PasswordHash;
            if (await SecondFactor.IsAskedForAsync(db, user.Id, cancellationToken))
            {
                await audit.AppendAsync(db, visit.Actor, AuditLine.About(AuditAction.SecondFactorAsked, user), cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
                return SignInOutcome.Halfway(PasswordProof.Of(user));
            }
            return SignInOutcome.Welcome(await WelcomeAsync(db, user, [new AuditLine(AuditAction.SignIn)], visit, cancellationToken));
        }, cancellationToken);

    /// <summary>
    /// Opens a session within a transaction of the gate for a person who showed all that was asked for, and drops sessions that ran out
    /// long ago. Audited as <paramref name="lines"/> say.
    /// </summary>
    public async Task<ClaimsPrincipal> WelcomeAsync(AppDbContext db, AppUser user, IEnumerable<AuditLine> lines, Visit visit, CancellationToken cancellationToken)
    {
        // not at once: a page that is still open asks whether its session ran out or was ended
        var oldest = time.GetUtcNow().UtcDateTime - (2 * Session.Absolute);
        await db.Sessions.Where(row => row.CreatedAt < oldest).ExecuteDeleteAsync(cancellationToken);
        var session = Open(db, user, visit);
        foreach (var line in lines)
        {
            await audit.AppendAsync(db, AuditActor.Person(user.Id, user.Name, user.Email, session.Id, session.Address, visit.RequestId), line, cancellationToken);
        }
        await db.SaveChangesAsync(cancellationToken);
        return SessionClaims.Create(user.Id, session.Id, IdentityConstants.ApplicationScheme);
    }

    /// <summary>Records within a transaction of the gate that a sign-in failed; whose it was to be as far as that is known.</summary>
    public async Task DenyAsync(AppDbContext db, AppUser? user, string reason, Visit visit, CancellationToken cancellationToken)
    {
        await audit.AppendAsync(db, visit.Actor, new AuditLine(AuditAction.SignIn) { Outcome = AuditLine.Denied, Reason = reason, TargetId = user?.Id, TargetName = user?.Name, TargetEmail = user?.Email }, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Gives the browser a session. One that it had until now is signed out: nobody could end it from there any more.</summary>
    public async Task GiveAsync(HttpContext context, ClaimsPrincipal principal)
    {
        if (SessionClaims.Read(context.User) is not null)
        {
            try
            {
                await SignOutAsync(CurrentCaller.Of(context), context.RequestAborted);
            }
            catch (AccessDeniedException)
            {
                // it ended meanwhile
            }
        }
        await context.SignInAsync(principal);
    }

    /// <summary>Ends the caller's own session. Audited as <c>session.sign_out</c>.</summary>
    /// <exception cref="AccessDeniedException">The session had ended already.</exception>
    public async Task SignOutAsync(Caller caller, CancellationToken cancellationToken)
    {
        await guard.ChangeAsync(caller, Permission.ManageOwnAccount, null, deed =>
        {
            deed.Record(new AuditLine(AuditAction.SignOut));
            // before it is true: open pages ask again and again what became of their session
            signOuts.Add(caller.SessionId);
            return deed.Db.Sessions.Where(row => row.Id == caller.SessionId).ExecuteDeleteAsync(cancellationToken);
        }, cancellationToken);
        revocations.End(caller.UserId, caller.SessionId);
    }

    /// <summary>Adds a session to a transaction that is already open. The caller audits and saves.</summary>
    private Session Open(AppDbContext db, AppUser user, Visit visit)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var session = new Session
        {
            Id = Guid.NewGuid(),
            UserId = user.Id,
            CreatedAt = now,
            LastSeenAt = now,
            ConfirmedAt = now,
            Address = visit.Address?.ToString() ?? "",
            Device = visit.Device.Length > Session.DeviceLength ? visit.Device[..Session.DeviceLength] : visit.Device,
        };
        db.Sessions.Add(session);
        user.LastSignInAt = now;
        return session;
    }
}
