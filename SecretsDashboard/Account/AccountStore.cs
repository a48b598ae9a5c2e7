using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>
/// Makes the owner account and signs people in. Every attempt that was looked at is audited; a wrong address and a wrong password look alike
/// and take the same time.
/// </summary>
internal sealed class AccountStore(
    IDbContextFactory<AppDbContext> readers, WriteGate gate, SessionStore sessions, People people,
    IPasswordHasher<AppUser> hasher, ILookupNormalizer normalizer, PasswordTurn turn, SignInDelay delay, TimeProvider time)
{
    // Verified where the address is unknown, so that an unknown one costs what a known one costs. Of no password; its cost counts.
    private const string Nobody = "$argon2id$v=19$m=65536,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    public async Task<bool> HasOwnerAsync(CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        return await db.Users.AnyAsync(cancellationToken);
    }

    /// <summary>
    /// Creates the one owner account of a new instance and opens a session for it. The form has been validated and its code
    /// checked. Null where somebody was faster. Audited as <c>instance.set_up</c>.
    /// </summary>
    public async Task<ClaimsPrincipal?> SetUpAsync(SetUpForm form, Visit visit, CancellationToken cancellationToken)
    {
        var user = new AppUser
        {
            Id = Guid.CreateVersion7(),
            Name = form.Name!.Trim(),
            Email = PersonEmail.Tidy(form.Email),
            UserName = PersonEmail.Tidy(form.Email),
            Role = InstanceRole.Owner,
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        user.PasswordHash = await Task.Run(() => hasher.HashPassword(user, form.Password!), cancellationToken);
        return await gate.WriteAsync(async db =>
        {
            if (await db.Users.AnyAsync(cancellationToken))
            {
                return null;
            }
            using var manager = people.In(db);
            var created = await manager.CreateAsync(user);
            if (!created.Succeeded)
            {
                throw new InvalidOperationException($"Identity refused the owner: {string.Join(", ", created.Errors.Select(error => error.Code))}.");
            }
            return await sessions.WelcomeAsync(db, user, [AuditLine.About(AuditAction.InstanceSetUp, user) with { Reason = AuditReason.KeyedDigests }], visit, cancellationToken);
        }, cancellationToken);
    }

    /// <summary>
    /// Checks an address and a password and opens a session, or asks for the second factor. Sign-in and failure are audited as
    /// <c>session.sign_in</c>.
    /// </summary>
    public async Task<SignInOutcome> SignInAsync(SignInForm form, Visit visit, CancellationToken cancellationToken)
    {
        var account = normalizer.NormalizeEmail(PersonEmail.Tidy(form.Email));
        var user = await FindAsync(account, cancellationToken);
        var own = visit.Browser?.TurnOf(user?.Id);
        if (delay.Wait(account, visit.Address, own: own) is { Ticks: > 0 } wait)
        {
            return SignInOutcome.Later(wait);
        }
        var password = form.Password is { Length: <= AccountRules.LongestPassword } ? form.Password : "";
        var (taken, attempt) = await turn.TryAsync(account, () => Attempt(user, password, account, visit.Address, own), isKnown: own is not null, cancellationToken);
        if (!taken)
        {
            return SignInOutcome.Busy;
        }
        if (attempt.Wait > TimeSpan.Zero)
        {
            return SignInOutcome.Later(attempt.Wait);
        }
        if (user is null || !attempt.Verified)
        {
            return await gate.WriteAsync(async db =>
            {
                // the address typed is not recorded: people type passwords into the wrong field
                await sessions.DenyAsync(db, user, AuditReason.WrongCredentials, visit, cancellationToken);
                return SignInOutcome.Wrong;
            }, cancellationToken);
        }
        delay.Succeeded(account, visit.Address, own: own);
        return await sessions.SignInAsync(user, attempt.Rehashed, visit, cancellationToken);
    }

    // asked again and counted within the turn: of many attempts sent at once, those that queued meet what the first ones failed
    private (TimeSpan Wait, bool Verified, string? Rehashed) Attempt(AppUser? user, string password, string account, IPAddress? address, Guid? own)
    {
        if (delay.Wait(account, address, own: own) is { Ticks: > 0 } wait)
        {
            return (wait, false, null);
        }
        var (verified, rehashed) = Verify(user, password);
        if (user is null || !verified)
        {
            delay.Failed(account, address, own: own);
        }
        return (TimeSpan.Zero, verified, rehashed);
    }

    private (bool Verified, string? Rehashed) Verify(AppUser? user, string password)
    {
        var person = user ?? new AppUser();
        var result = hasher.VerifyHashedPassword(person, user?.PasswordHash ?? Nobody, password);
        return (result != PasswordVerificationResult.Failed, result == PasswordVerificationResult.SuccessRehashNeeded ? hasher.HashPassword(person, password) : null);
    }

    private async Task<AppUser?> FindAsync(string account, CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        return await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.NormalizedEmail == account && user.DisabledAt == null, cancellationToken);
    }
}
