using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;

namespace SecretsDashboard.Account;

/// <summary>
/// Confirms the caller's session for five minutes, by their password or by one of their passkeys. Audited as
/// <c>session.confirmed</c>; so is a wrong password or passkey.
/// </summary>
internal sealed class OwnConfirmation(AccessGuard guard, OwnPassword own, Passkeys passkeys, TimeProvider time)
{
    private static readonly AccountOutcome WrongPasskey = AccountOutcome.Refused("This passkey was not accepted. Try again.");

    /// <summary>With what the caller can confirm.</summary>
    /// <exception cref="AccessDeniedException">The session ended.</exception>
    public Task<SignInWays> WaysAsync(Caller caller, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, Permission.ManageOwnAccount, null, deed => SignInWays.OfAsync(deed.Db, deed.ActorId, cancellationToken), cancellationToken);

    /// <summary>Confirms by the one that the form has.</summary>
    /// <inheritdoc cref="OwnPassword.ConfirmAsync" path="/exception"/>
    public Task<AccountOutcome> ConfirmAsync(Caller caller, ConfirmForm form, HttpContext context, CancellationToken cancellationToken) => form.HasPasskey
        ? ByPasskeyAsync(caller, form.Credential, context, cancellationToken)
        : own.ConfirmAsync(caller, form.Password, (deed, _) => ConfirmAsync(deed, caller, null, cancellationToken), cancellationToken);

    /// <summary>What the browser needs to show one of the caller's passkeys, as JSON.</summary>
    /// <exception cref="AccessDeniedException">The session ended.</exception>
    public Task<string> BeginPasskeyAsync(Caller caller, HttpContext context, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, Permission.ManageOwnAccount, null, async deed =>
            await passkeys.AskAsync(deed.Db, StepCookie.Confirm, await deed.Db.Users.SingleAsync(user => user.Id == deed.ActorId, cancellationToken), context), cancellationToken);

    private async Task<AccountOutcome> ByPasskeyAsync(Caller caller, string? credential, HttpContext context, CancellationToken cancellationToken) =>
        passkeys.Take(context, StepCookie.Confirm, credential) is not { } challenge ? WrongPasskey : await guard.ChangeAsync(caller, Permission.ManageOwnAccount, null, async deed =>
        {
            var (counts, person) = await passkeys.ShownAsync(deed.Db, challenge, credential!, context, cancellationToken);
            if (counts && person?.Id == deed.ActorId)
            {
                return await ConfirmAsync(deed, caller, AuditReason.ByPasskey, cancellationToken);
            }
            deed.Record(new AuditLine(AuditAction.SessionConfirmed) { Outcome = AuditLine.Denied, Reason = AuditReason.WrongPasskey });
            return WrongPasskey;
        }, cancellationToken);

    private async Task<AccountOutcome> ConfirmAsync(Deed deed, Caller caller, string? reason, CancellationToken cancellationToken)
    {
        var session = await deed.Db.Sessions.SingleAsync(row => row.Id == caller.SessionId, cancellationToken);
        session.ConfirmedAt = time.GetUtcNow().UtcDateTime;
        deed.Record(new AuditLine(AuditAction.SessionConfirmed) { Reason = reason });
        return AccountOutcome.Done;
    }
}
