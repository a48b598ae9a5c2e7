using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>
/// The second step of signing in: a code of the app, or a recovery code, from a person who gave the right password before. It opens
/// no session without that proof, nor twice for one.
/// </summary>
internal sealed class SecondFactorSignIn(IDbContextFactory<AppDbContext> readers, WriteGate gate, SessionStore sessions, FactorCheck check, StepCookie steps)
{
    /// <summary>Has the person of the proof an app, and so codes? Else a passkey is all that is left to them.</summary>
    public async Task<bool> TakesCodesAsync(StepTicket proof, CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        var id = PasswordProof.Person(proof.Content);
        return await db.Authenticators.AnyAsync(row => row.UserId == id, cancellationToken);
    }

    /// <summary>Checks the code and opens a session; null where the proof does not hold any more. Audited as <c>session.sign_in</c>.</summary>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public Task<SignInOutcome?> SignInAsync(StepTicket proof, SecondFactorForm form, Visit visit, CancellationToken cancellationToken) =>
        gate.WriteAsync<SignInOutcome?>(async db =>
        {
            var id = PasswordProof.Person(proof.Content);
            var user = await db.Users.SingleOrDefaultAsync(row => row.Id == id && row.DisabledAt == null, cancellationToken);
            if (user is null || !PasswordProof.Holds(proof.Content, user))
            {
                return null;
            }
            // asked within the gate: of many codes sent at once, those that queued meet what the first ones failed
            if (check.Wait(user.Id, visit) is { Ticks: > 0 } wait)
            {
                return SignInOutcome.Later(wait);
            }
            var isRight = form.UsesRecoveryCode
                ? await check.TakeRecoveryCodeAsync(db, user.Id, form.RecoveryCode, visit, cancellationToken)
                : await check.TakeCodeAsync(db, user, form.Code, visit, cancellationToken);
            if (isRight is null)
            {
                await sessions.DenyAsync(db, user, AuditReason.DamagedFactor, visit, cancellationToken);
                return SignInOutcome.DamagedFactor;
            }
            if (isRight is false)
            {
                await sessions.DenyAsync(db, user, form.UsesRecoveryCode ? AuditReason.WrongRecoveryCode : AuditReason.WrongCode, visit, cancellationToken);
                return form.UsesRecoveryCode ? SignInOutcome.WrongRecoveryCode : SignInOutcome.WrongCode;
            }
            if (!steps.Spend(proof))
            {
                // the code was not used: it still counts
                await db.Database.RollbackTransactionAsync(cancellationToken);
                return null;
            }
            return SignInOutcome.Welcome(await sessions.WelcomeAsync(db, user, Lines(form, user), visit, cancellationToken));
        }, cancellationToken);

    private static IEnumerable<AuditLine> Lines(SecondFactorForm form, AppUser user) => form.UsesRecoveryCode
        ? [AuditLine.About(AuditAction.RecoveryCodeUsed, user), new AuditLine(AuditAction.SignIn) { Reason = AuditReason.ByRecoveryCode }]
        : [new AuditLine(AuditAction.SignIn) { Reason = AuditReason.ByAuthenticator }];
}
