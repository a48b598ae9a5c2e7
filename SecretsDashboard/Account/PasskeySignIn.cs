using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>
/// Signs people in with a passkey, which is both factors: something they have, opened by PIN, finger or face. Nobody is asked who they are, so
/// there is no address to probe; a challenge is answered once.
/// </summary>
internal sealed class PasskeySignIn(
    IDbContextFactory<AppDbContext> readers, WriteGate gate, AuditLog audit, SessionStore sessions, Passkeys passkeys, SignInDelay delay)
{
    private const string Account = "passkeys";
    private static readonly SignInOutcome Refused = SignInOutcome.Refused("This passkey was not accepted. Try again, or sign in with your password.");

    /// <summary>What the browser needs to show one, as JSON.</summary>
    public async Task<string> BeginAsync(HttpContext context, CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        return await passkeys.AskAsync(db, StepCookie.Passkey, null, context);
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
        if (passkeys.Take(context, StepCookie.Passkey, credential) is not { } challenge)
        {
            return Refused;
        }
        return await gate.WriteAsync(async db =>
        {
            var (counts, person) = await passkeys.ShownAsync(db, challenge, credential!, context, cancellationToken);
            if (!counts)
            {
                delay.Failed(Account, address);
                var denied = new AuditLine(AuditAction.SignIn) { Outcome = AuditLine.Denied, Reason = AuditReason.WrongPasskey, TargetId = person?.Id, TargetName = person?.Name };
                await audit.AppendAsync(db, AuditActor.Anonymous(address?.ToString(), requestId), denied, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
                return Refused;
            }
            delay.Succeeded(Account, address);
            return SignInOutcome.Welcome(await sessions.WelcomeAsync(
                db, person!, [new AuditLine(AuditAction.SignIn) { Reason = AuditReason.ByPasskey }], address, device, requestId, cancellationToken));
        }, cancellationToken);
    }
}
