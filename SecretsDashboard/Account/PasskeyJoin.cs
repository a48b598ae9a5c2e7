using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>Lets the holder of an invitation link join with a passkey in place of a password.</summary>
internal sealed class PasskeyJoin(IDbContextFactory<AppDbContext> readers, WriteGate gate, JoinStore joins, SessionStore sessions, Passkeys passkeys, TimeProvider time)
{
    /// <summary>What the browser needs to make the passkey, as JSON; or the sentence that says why not.</summary>
    public async Task<(string? Options, string? Problem)> BeginAsync(string? code, string? name, HttpContext context, CancellationToken cancellationToken)
    {
        if (await joins.FindAsync(code, cancellationToken) is not { } email)
        {
            return (null, InvitationPage.NoLink);
        }
        // asked now, else a form that is sent back would leave a passkey on the device that nobody knows
        if (AccountRules.Name(name) is { } problem)
        {
            return (null, problem);
        }
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        return (await passkeys.OfferAsync(db, StepCookie.Join, new() { Id = Guid.CreateVersion7().ToString(), Name = email, DisplayName = name!.Trim() }, context), null);
    }

    /// <summary>As <see cref="JoinStore.JoinAsync"/>. The passkey is named after the browser that made it.</summary>
    public async Task<SignInOutcome> JoinAsync(JoinForm form, HttpContext context, CancellationToken cancellationToken)
    {
        var visit = Visit.Of(context);
        if (passkeys.Take(context, StepCookie.Join, form.Credential) is not { } challenge)
        {
            return SignInOutcome.PasskeyNotMade;
        }
        AppUser? joined = null;
        var outcome = await gate.WriteAsync(async db =>
        {
            if (await passkeys.MadeAsync(db, challenge, form.Credential!, context) is not { } made)
            {
                return SignInOutcome.PasskeyNotMade;
            }
            var user = new AppUser { Id = Guid.Parse(made.Owner.Id), Name = form.Name!.Trim(), CreatedAt = time.GetUtcNow().UtcDateTime };
            if (await joins.AdmitAsync(db, form.Code, user, cancellationToken) is not { } admission)
            {
                return SignInOutcome.NoLink;
            }
            await passkeys.AddAsync(db, user, made.Passkey, DeviceName.Of(visit.Device));
            var line = AuditLine.About(AuditAction.PersonJoined, user) with { Reason = AuditReason.ByPasskey };
            joined = user;
            return SignInOutcome.Welcome(await sessions.WelcomeAsync(db, user, [line, .. admission.Lines], visit, cancellationToken)) with { Admission = admission };
        }, cancellationToken);
        return joined is null ? outcome : joins.Told(joined, outcome);
    }
}
