using System.Threading.RateLimiting;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>
/// Signs people in with a passkey, which is both factors: something they have, opened by PIN, finger or face. Nobody is asked who they are, so
/// there is no address to probe; a challenge is answered once, so nothing is slowed: a signature cannot be guessed. Of a flood of
/// failures from one network the first of each minute are on record, else anybody could fill the log and the disk.
/// </summary>
internal sealed class PasskeySignIn(IDbContextFactory<AppDbContext> readers, WriteGate gate, SessionStore sessions, Passkeys passkeys) : IDisposable
{
    private const int RecordedPerMinute = 20;

    private static readonly SignInOutcome Refused = SignInOutcome.Refused("This passkey was not accepted. Try again, or sign in with your password.");
    private static readonly SignInOutcome Flood = Refused with { Status = StatusCodes.Status429TooManyRequests, Wait = TimeSpan.FromMinutes(1) };

    private readonly PartitionedRateLimiter<string> records = PartitionedRateLimiter.Create<string, string>(network =>
        RateLimitPartition.GetFixedWindowLimiter(network, _ => new FixedWindowRateLimiterOptions { PermitLimit = RecordedPerMinute, Window = TimeSpan.FromMinutes(1) }));

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
                using var record = records.AttemptAcquire(ClientNetwork.Of(visit.Address));
                if (!record.IsAcquired)
                {
                    return Flood;
                }
                await sessions.DenyAsync(db, person, AuditReason.WrongPasskey, visit, cancellationToken);
                return Refused;
            }
            return SignInOutcome.Welcome(await sessions.WelcomeAsync(db, person!, [new AuditLine(AuditAction.SignIn) { Reason = AuditReason.ByPasskey }], visit, cancellationToken));
        }, cancellationToken);
    }

    public void Dispose() => records.Dispose();
}
