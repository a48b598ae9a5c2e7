using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>
/// Signs people in with a passkey, which is both factors: something they have, opened by PIN, finger or face. Nobody is asked who they are, so
/// there is no address to probe; a challenge is answered once.
/// </summary>
internal sealed class PasskeySignIn(
    IDbContextFactory<AppDbContext> readers, WriteGate gate, AuditLog audit, SessionStore sessions, Passkeys passkeys, StepCookie steps, SignInDelay delay, TimeProvider time)
{
    private const string Account = "passkeys";
    private static readonly SignInOutcome Refused = SignInOutcome.Refused("This passkey was not accepted. Try again, or sign in with your password.");

    /// <summary>What the browser needs to ask for one, as JSON; the challenge goes into a step of five minutes.</summary>
    public async Task<string> BeginAsync(HttpContext context, CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        var (people, handler) = passkeys.In(db);
        using var disposed = people;
        var options = await handler.MakeRequestOptionsAsync(null, context);
        steps.Give(context, StepCookie.Passkey, options.AssertionState ?? "");
        return options.RequestOptionsJson;
    }

    /// <summary>Checks the answer to the challenge and opens a session. Success and failure are audited as <c>session.sign_in</c>.</summary>
    /// <exception cref="StorageUnavailableException">Nothing could be stored.</exception>
    public async Task<SignInOutcome> SignInAsync(string? credential, HttpContext context, CancellationToken cancellationToken)
    {
        var (address, device, requestId) = (context.Connection.RemoteIpAddress, context.Request.Headers.UserAgent.ToString(), context.TraceIdentifier);
        if (delay.Wait(Account, address) is { Ticks: > 0 } wait)
        {
            return SignInOutcome.Later(wait);
        }
        var step = steps.Read(context, StepCookie.Passkey);
        steps.Clear(context, StepCookie.Passkey);
        if (!Passkeys.IsCredential(credential) || step is null || !steps.Spend(step))
        {
            return Refused;
        }
        return await gate.WriteAsync(async db =>
        {
            var (people, handler) = passkeys.In(db);
            using var disposed = people;
            var shown = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = credential!, AssertionState = step.Content });
            if (!shown.Succeeded || !shown.Passkey.IsUserVerified || shown.User.DisabledAt is not null)
            {
                delay.Failed(Account, address);
                var denied = new AuditLine(AuditAction.SignIn) { Outcome = AuditLine.Denied, Reason = AuditReason.WrongPasskey, TargetId = shown.User?.Id, TargetName = shown.User?.Name };
                await audit.AppendAsync(db, AuditActor.Anonymous(address?.ToString(), requestId), denied, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
                return Refused;
            }
            delay.Succeeded(Account, address);
            await PasskeyStore.KeepAsync(people, shown.User, shown.Passkey);
            await NoteUseAsync(db, shown.Passkey.CredentialId, cancellationToken);
            return SignInOutcome.Welcome(await sessions.WelcomeAsync(
                db, shown.User, [new AuditLine(AuditAction.SignIn) { Reason = AuditReason.ByPasskey }], address, device, requestId, cancellationToken));
        }, cancellationToken);
    }

    private async Task NoteUseAsync(AppDbContext db, byte[] id, CancellationToken cancellationToken)
    {
        var use = await db.PasskeyUses.SingleOrDefaultAsync(row => row.CredentialId == id, cancellationToken);
        if (use is null)
        {
            use = new PasskeyUse { CredentialId = id };
            db.Add(use);
        }
        use.UsedAt = time.GetUtcNow().UtcDateTime;
    }
}
