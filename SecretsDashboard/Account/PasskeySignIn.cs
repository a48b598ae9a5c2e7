using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>
/// Signs people in with a passkey, which is both factors: something they have, opened by PIN, finger or face. Nobody is asked who they are, so
/// there is no address to probe; a challenge is answered once, so nothing is slowed: a signature cannot be guessed.
/// </summary>
internal sealed class PasskeySignIn(IDbContextFactory<AppDbContext> readers, WriteGate gate, SessionStore sessions, Passkeys passkeys)
{
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
        var visit = Visit.Of(context);
        if (passkeys.Take(context, StepCookie.Passkey, credential) is not { } challenge)
        {
            return Refused;
        }
        return await gate.WriteAsync(async db =>
        {
            var (counts, person) = await passkeys.ShownAsync(db, challenge, credential!, context, cancellationToken);
            if (!counts)
            {
                await sessions.DenyAsync(db, person, AuditReason.WrongPasskey, visit, cancellationToken);
                return Refused;
            }
            return SignInOutcome.Welcome(await sessions.WelcomeAsync(db, person!, [new AuditLine(AuditAction.SignIn) { Reason = AuditReason.ByPasskey }], visit, cancellationToken));
        }, cancellationToken);
    }
}
