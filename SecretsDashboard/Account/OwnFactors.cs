using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>
/// The one way to a person's own second factors: every look and every change goes through here. It refuses to take away the last
/// way to sign in, and the last factor where one is required.
/// </summary>
internal sealed class OwnFactors(AccessGuard guard)
{
    public Task<T> ReadAsync<T>(Caller caller, Func<Deed, Task<T>> work, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, Permission.ManageOwnAccount, null, work, cancellationToken);

    /// <summary>Changes them. The work records what it did; where it answers a problem or leaves too little nothing is stored.</summary>
    /// <exception cref="AccessDeniedException">The session ended, or the target is not the caller's.</exception>
    /// <exception cref="ConfirmationNeededException">The caller must confirm first.</exception>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public async Task<AccountOutcome> ChangeAsync(Caller caller, Func<Deed, AppUser, Task<AccountOutcome>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await guard.ChangeAsync(caller, Permission.ManageOwnAccount, null, async deed =>
            {
                var wasLacking = await SecondFactor.IsLackingAsync(deed.Db, deed.ActorId, cancellationToken);
                var outcome = await work(deed, await deed.Db.Users.SingleAsync(user => user.Id == deed.ActorId, cancellationToken));
                await deed.Db.SaveChangesAsync(cancellationToken);
                return !outcome.IsDone ? outcome
                    : await SignInWays.OfAsync(deed.Db, deed.ActorId, cancellationToken) is { Password: false, Passkey: false } ? throw new TakenBackException(AccountOutcome.NoWayIn)
                    : !wasLacking && await SecondFactor.IsLackingAsync(deed.Db, deed.ActorId, cancellationToken) ? throw new TakenBackException(AccountOutcome.LastFactor)
                    : outcome;
            }, cancellationToken);
        }
        catch (TakenBackException taken)
        {
            return taken.Outcome;
        }
    }

    /// <summary>Takes a change back that was made already.</summary>
    private sealed class TakenBackException(AccountOutcome outcome) : Exception
    {
        public AccountOutcome Outcome { get; } = outcome;
    }
}
