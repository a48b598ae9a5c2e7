using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Account;

/// <summary>
/// Checks codes within a transaction of the write gate, so that each counts once however many try it at once. Wrong ones are
/// slowed, per person and wherever they come from, apart from wrong passwords: who tries has the password already, so a right one buys
/// no new tries and no stranger can make a person wait. A browser in which the person signed in before is counted by itself.
/// </summary>
internal sealed class FactorCheck(FactorSeal seal, SignInDelay delay, IntegrityAlarm alarm, TimeProvider time)
{
    /// <summary>How long this person must wait; zero: not at all.</summary>
    public TimeSpan Wait(Guid user, Visit visit) => delay.Wait(Account(user), visit.Address, everywhere: true, visit.Browser?.TurnOf(user));

    /// <summary>Does the code of the app count? Then it does not count again.</summary>
    /// <returns>Null: what is stored of the app does not open, so no code can be checked. It counts as no try.</returns>
    public async Task<bool?> TakeCodeAsync(AppDbContext db, AppUser user, string? code, Visit visit, CancellationToken cancellationToken)
    {
        var app = await db.Authenticators.SingleOrDefaultAsync(row => row.UserId == user.Id, cancellationToken);
        try
        {
            if (app is null || seal.StepOf(user.Id, app.Enrolment, app.Sealed, Tidy(code), time.GetUtcNow(), app.LastStep) is not { } step)
            {
                return Failed(user.Id, visit);
            }
            app.LastStep = step;
            alarm.Forget(user.Id);
            return Succeeded(user.Id, visit);
        }
        catch (EnvelopeException)
        {
            alarm.Raise(visit.Actor, user.Id, $"the authenticator app of person {user.Id}", AuditLine.About(AuditAction.IntegrityFailed, user));
            return null;
        }
    }

    /// <summary>Is it one of the person's recovery codes? Then it is gone.</summary>
    public async Task<bool> TakeRecoveryCodeAsync(AppDbContext db, Guid user, string? code, Visit visit, CancellationToken cancellationToken)
    {
        var digest = seal.Digest(user, Tidy(code));
        return await db.RecoveryCodes.Where(row => row.UserId == user && row.Digest == digest).ExecuteDeleteAsync(cancellationToken) == 1
            ? Succeeded(user, visit)
            : Failed(user, visit);
    }

    private bool Succeeded(Guid user, Visit visit)
    {
        delay.Succeeded(Account(user), visit.Address, everywhere: true, visit.Browser?.TurnOf(user));
        return true;
    }

    private bool Failed(Guid user, Visit visit)
    {
        delay.Failed(Account(user), visit.Address, everywhere: true, visit.Browser?.TurnOf(user));
        return false;
    }

    /// <summary>A code in groups, or in the digits of another script or width, is the same code.</summary>
    public static string Tidy(string? code) => UnicodeForm.OfCode(code);

    private static string Account(Guid user) => $"second factor of {user:N}";
}
