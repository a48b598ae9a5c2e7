using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>A person's own sessions and password: list, end, change. What is ended is dead before the answer.</summary>
internal sealed class OwnSessionStore(AccessGuard guard, OwnPassword own, Revocations revocations, OwnSignOuts signOuts, IPasswordHasher<AppUser> hasher, PasswordTurn turn, TimeProvider time)
{
    /// <summary>The live sessions, the caller's own first, then the one used last.</summary>
    /// <exception cref="AccessDeniedException">The session ended.</exception>
    public Task<IReadOnlyList<SessionListItem>> ListAsync(Caller caller, CancellationToken cancellationToken) =>
        guard.ReadAsync<IReadOnlyList<SessionListItem>>(caller, Permission.ManageOwnAccount, null, async deed =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            var rows = await deed.Db.Sessions.AsNoTracking().Where(row => row.UserId == deed.ActorId).ToListAsync(cancellationToken);
            return [.. rows.Where(row => row.IsLive(now)).OrderByDescending(row => row.Id == caller.SessionId).ThenByDescending(row => row.LastSeenAt)
                .Select(row => new SessionListItem(row.Id, DeviceName.Of(row.Device), row.Address, row.CreatedAt, row.LastSeenAt, row.Id == caller.SessionId))];
        }, cancellationToken);

    /// <summary>Ends another session of the caller's. Audited as <c>session.ended</c>. One that is gone already is no error.</summary>
    /// <exception cref="AccessDeniedException">The caller's session ended, or the other one is not theirs.</exception>
    public Task EndAsync(Caller caller, Guid session, CancellationToken cancellationToken) => guard.ChangeAsync(caller, Permission.ManageOwnAccount, null, async deed =>
    {
        var row = await deed.Db.Sessions.SingleOrDefaultAsync(each => each.Id == session, cancellationToken);
        if (row is not null)
        {
            End(deed, row.UserId == deed.ActorId ? row : throw deed.Missing());
        }
        return true;
    }, cancellationToken);

    /// <summary>Ends all other sessions of the caller's. Each is audited as <c>session.ended</c>.</summary>
    /// <exception cref="AccessDeniedException">The session ended.</exception>
    public Task EndOthersAsync(Caller caller, CancellationToken cancellationToken) =>
        guard.ChangeAsync(caller, Permission.ManageOwnAccount, null, deed => EndOthersAsync(deed, caller, cancellationToken), cancellationToken);

    /// <summary>Signs the caller out everywhere, here too. The other sessions are audited as <c>session.ended</c>, this one as <c>session.sign_out</c>.</summary>
    /// <exception cref="AccessDeniedException">The session ended.</exception>
    public Task EndAllAsync(Caller caller, CancellationToken cancellationToken) => guard.ChangeAsync(caller, Permission.ManageOwnAccount, null, async deed =>
    {
        await EndOthersAsync(deed, caller, cancellationToken);
        deed.Record(new AuditLine(AuditAction.SignOut));
        // before it is true: open pages ask again and again what became of their session
        signOuts.Add(caller.SessionId);
        deed.Db.Remove(await deed.Db.Sessions.SingleAsync(row => row.Id == caller.SessionId, cancellationToken));
        deed.Afterwards(() => revocations.End(caller.UserId, caller.SessionId));
        return true;
    }, cancellationToken);

    /// <summary>
    /// Changes the password, or sets the first one, and ends all other sessions and a reset link. The form has been validated. Audited as
    /// <c>person.password_changed</c>.
    /// </summary>
    /// <exception cref="ConfirmationNeededException">It is the first one, and the caller must confirm first.</exception>
    /// <inheritdoc cref="OwnPassword.ConfirmAsync" path="/exception"/>
    public async Task<AccountOutcome> ChangePasswordAsync(Caller caller, PasswordForm form, CancellationToken cancellationToken)
    {
        if (!form.IsFirst)
        {
            return await own.ConfirmAsync(caller, form.CurrentPassword, Hash, SetAsync, cancellationToken);
        }
        // asked before the password is hashed, which costs
        var account = await guard.ReadAsync(caller, Permission.ManageOwnAccount, null, async deed => (await FirstOfAsync(deed)).NormalizedEmail, cancellationToken);
        var (taken, hash) = await turn.TryAsync(account ?? "", Hash, isKnown: true, cancellationToken);
        return !taken ? AccountOutcome.Busy : await guard.ChangeAsync(caller, Permission.ManageOwnAccount, null, async deed =>
        {
            var person = await FirstOfAsync(deed);
            return person.PasswordHash is null ? await SetAsync(deed, person, hash!) : AccountOutcome.Refused("There is a password already: reload the page");
        }, cancellationToken);

        string Hash() => hasher.HashPassword(new AppUser(), form.Password!);

        Task<AppUser> FirstOfAsync(Deed deed)
        {
            deed.RequireConfirmed();
            return deed.Db.Users.SingleAsync(user => user.Id == deed.ActorId, cancellationToken);
        }

        async Task<AccountOutcome> SetAsync(Deed deed, AppUser person, string hash)
        {
            if (AccountRules.Password(form.Password, person.Name, person.Email) is { } problem)
            {
                return AccountOutcome.Refused(problem);
            }
            person.PasswordHash = hash;
            await PasswordReset.EndAsync(deed.Db, person.Id, cancellationToken);
            deed.Record(AuditLine.About(AuditAction.PasswordChanged, person));
            await EndOthersAsync(deed, caller, cancellationToken);
            return AccountOutcome.Done;
        }
    }

    private async Task<int> EndOthersAsync(Deed deed, Caller caller, CancellationToken cancellationToken)
    {
        var others = await deed.Db.Sessions.Where(row => row.UserId == deed.ActorId && row.Id != caller.SessionId).ToListAsync(cancellationToken);
        foreach (var other in others)
        {
            End(deed, other);
        }
        return others.Count;
    }

    private void End(Deed deed, Session session)
    {
        deed.Db.Remove(session);
        deed.Record(new AuditLine(AuditAction.SessionEnded) { TargetId = session.Id });
        deed.Afterwards(() => revocations.End(session.UserId, session.Id));
    }
}
