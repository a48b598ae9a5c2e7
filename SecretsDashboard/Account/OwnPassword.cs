using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>
/// Lets a signed-in person do something that their password must confirm. Guessing is slowed as at sign-in, and counted for the session
/// alone: what strangers try makes nobody wait who is signed in. Each failure is audited as <c>session.confirmed</c>, denied.
/// </summary>
internal sealed class OwnPassword(AccessGuard guard, IPasswordHasher<AppUser> hasher, PasswordTurn turn, SignInDelay delay)
{
    private static readonly AccountOutcome Wrong = AccountOutcome.Refused("Password is wrong");

    /// <summary>Does it if the password is the caller's, now and still at the deed; else answers why not.</summary>
    /// <exception cref="AccessDeniedException">The session ended.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public Task<AccountOutcome> ConfirmAsync(Caller caller, string? password, Func<Deed, AppUser, Task<AccountOutcome>> deed, CancellationToken cancellationToken) =>
        ConfirmAsync(caller, password, () => true, (within, person, _) => deed(within, person), cancellationToken);

    /// <summary>The same, with <paramref name="work"/> that costs: done in the turn of the password, and only where that is right.</summary>
    /// <inheritdoc cref="ConfirmAsync(Caller, string?, Func{Deed, AppUser, Task{AccountOutcome}}, CancellationToken)" path="/exception"/>
    public async Task<AccountOutcome> ConfirmAsync<T>(
        Caller caller, string? password, Func<T> work, Func<Deed, AppUser, T, Task<AccountOutcome>> deed, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(password))
        {
            return AccountOutcome.Refused("Password is required");
        }
        var person = await guard.ReadAsync(caller, Permission.ManageOwnAccount, null, PersonAsync, cancellationToken);
        var (taken, attempt) = await turn.TryAsync(person.NormalizedEmail ?? "", () => Attempt(person, password, caller, work), isKnown: true, cancellationToken);
        return !taken ? AccountOutcome.Busy
            : attempt.Wait > TimeSpan.Zero ? AccountOutcome.Later(attempt.Wait)
            : await guard.ChangeAsync(caller, Permission.ManageOwnAccount, null, async change =>
            {
                var current = await PersonAsync(change);
                if (attempt.IsRight && current.PasswordHash == person.PasswordHash)
                {
                    return await deed(change, current, attempt.Result!);
                }
                change.Record(new AuditLine(AuditAction.SessionConfirmed) { Outcome = AuditLine.Denied, Reason = AuditReason.WrongCredentials });
                return Wrong;
            }, cancellationToken);

        Task<AppUser> PersonAsync(Deed within) => within.Db.Users.SingleAsync(user => user.Id == within.ActorId, cancellationToken);
    }

    private (TimeSpan Wait, bool IsRight, T? Result) Attempt<T>(AppUser person, string password, Caller caller, Func<T> work)
    {
        var (account, address) = (person.NormalizedEmail ?? "", caller.From);
        if (delay.Wait(account, address, own: caller.SessionId) is { Ticks: > 0 } wait)
        {
            return (wait, false, default);
        }
        var isRight = password.Length <= AccountRules.LongestPassword
            && hasher.VerifyHashedPassword(person, person.PasswordHash ?? "", password) != PasswordVerificationResult.Failed;
        if (!isRight)
        {
            delay.Failed(account, address, own: caller.SessionId);
            return (TimeSpan.Zero, false, default);
        }
        delay.Succeeded(account, address, own: caller.SessionId);
        return (TimeSpan.Zero, true, work());
    }
}
