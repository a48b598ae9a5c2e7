using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Account;

/// <summary>A person's own authenticator app and recovery codes: set up, turn off, new codes. Seed and codes leave it once, when they are made.</summary>
internal sealed class AuthenticatorStore(
    OwnFactors factors, FactorSeal seal, FactorCheck check, IPasswordHasher<AppUser> hasher, PasswordTurn turn, TimeProvider time)
{
    public const int Codes = 10;

    public Task<AuthenticatorState> ReadAsync(Caller caller, CancellationToken cancellationToken) =>
        factors.ReadAsync(caller, deed => StateAsync(deed, cancellationToken), cancellationToken);

    /// <summary>The same, for who is about to set one up.</summary>
    /// <exception cref="ConfirmationNeededException">The caller must confirm first.</exception>
    public Task<AuthenticatorState> BeginAsync(Caller caller, CancellationToken cancellationToken) => factors.ReadAsync(caller, deed =>
    {
        deed.RequireConfirmed();
        return StateAsync(deed, cancellationToken);
    }, cancellationToken);

    /// <summary>Keeps the seed, sealed, once its app showed a right code. Makes recovery codes. Audited as <c>authenticator.set_up</c>.</summary>
    /// <inheritdoc cref="OwnFactors.ChangeAsync" path="/exception"/>
    public Task<FactorOutcome> SetUpAsync(Caller caller, byte[] seed, string? code, CancellationToken cancellationToken) =>
        factors.ChangeAsync(caller, async (deed, person) =>
        {
            deed.RequireConfirmed();
            if (await deed.Db.Authenticators.AnyAsync(row => row.UserId == person.Id, cancellationToken))
            {
                return FactorOutcome.Refused("An authenticator app is set up already: turn it off first.");
            }
            var address = caller.From;
            if (check.Wait(person.Id, address) is { Ticks: > 0 } wait)
            {
                return FactorOutcome.Refused(SignInOutcome.Later(wait).Problem!);
            }
            if (TimeCode.StepOf(seed, Tidy(code), time.GetUtcNow(), last: 0) is not { } step)
            {
                check.Failed(person.Id, address);
                return FactorOutcome.Refused("This code is wrong. Is the clock of your phone right?");
            }
            person.Enrolments++;
            deed.Db.Add(new Authenticator
            {
                UserId = person.Id,
                Enrolment = person.Enrolments,
                Sealed = seal.Seal(person.Id, person.Enrolments, seed),
                LastStep = step,
                CreatedAt = time.GetUtcNow().UtcDateTime,
            });
            deed.Record(AuditLine.About(AuditAction.AuthenticatorSetUp, person));
            return await MakeCodesAsync(deed, person, cancellationToken);
        }, cancellationToken);

    /// <summary>Forgets the app and the recovery codes. Audited as <c>authenticator.turned_off</c>.</summary>
    /// <inheritdoc cref="OwnFactors.ChangeAsync" path="/exception"/>
    public Task<FactorOutcome> TurnOffAsync(Caller caller, string? confirmation, CancellationToken cancellationToken) =>
        ChangeConfirmedAsync(caller, confirmation, async (deed, person) =>
        {
            deed.Db.Remove(await deed.Db.Authenticators.SingleAsync(row => row.UserId == person.Id, cancellationToken));
            await deed.Db.RecoveryCodes.Where(row => row.UserId == person.Id).ExecuteDeleteAsync(cancellationToken);
            deed.Record(AuditLine.About(AuditAction.AuthenticatorTurnedOff, person));
            return FactorOutcome.Done;
        }, cancellationToken);

    /// <summary>Makes new recovery codes in place of the old ones. Audited as <c>recovery_codes.made</c>.</summary>
    /// <inheritdoc cref="OwnFactors.ChangeAsync" path="/exception"/>
    public Task<FactorOutcome> RenewCodesAsync(Caller caller, string? confirmation, CancellationToken cancellationToken) =>
        ChangeConfirmedAsync(caller, confirmation, async (deed, person) =>
        {
            deed.Record(AuditLine.About(AuditAction.RecoveryCodesMade, person));
            return await MakeCodesAsync(deed, person, cancellationToken);
        }, cancellationToken);

    // six digits are a code, all else is a password, which has twelve characters at least
    private async Task<FactorOutcome> ChangeConfirmedAsync(Caller caller, string? confirmation, Func<Deed, AppUser, Task<FactorOutcome>> change, CancellationToken cancellationToken)
    {
        var isCode = Tidy(confirmation) is { Length: TimeCode.Digits } typed && typed.All(char.IsAsciiDigit);
        var hash = await factors.ReadAsync(caller, deed => deed.Db.Users.Where(user => user.Id == deed.ActorId).Select(user => user.PasswordHash).SingleAsync(cancellationToken), cancellationToken);
        var address = caller.From;
        var (taken, isPassword) = isCode || check.Wait(caller.UserId, address) > TimeSpan.Zero
            ? (true, false)
            : await turn.TryAsync(() => hasher.VerifyHashedPassword(new AppUser(), hash ?? "", Short(confirmation)) != PasswordVerificationResult.Failed, cancellationToken);
        return !taken ? FactorOutcome.Refused(SignInOutcome.Busy.Problem!) : await factors.ChangeAsync(caller, async (deed, person) =>
        {
            if (check.Wait(person.Id, address) is { Ticks: > 0 } wait)
            {
                return FactorOutcome.Refused(SignInOutcome.Later(wait).Problem!);
            }
            var isConfirmed = isCode
                ? await check.TakeCodeAsync(deed.Db, person.Id, confirmation, address, cancellationToken)
                : (isPassword && person.PasswordHash == hash) || check.Failed(person.Id, address);
            return isConfirmed && await deed.Db.Authenticators.AnyAsync(row => row.UserId == person.Id, cancellationToken)
                ? await change(deed, person)
                : FactorOutcome.NotConfirmed;
        }, cancellationToken);
    }

    private static async Task<AuthenticatorState> StateAsync(Deed deed, CancellationToken cancellationToken)
    {
        var person = await deed.Db.Users.AsNoTracking().SingleAsync(user => user.Id == deed.ActorId, cancellationToken);
        var setUpAt = await deed.Db.Authenticators.Where(row => row.UserId == deed.ActorId).Select(row => (DateTime?)row.CreatedAt).SingleOrDefaultAsync(cancellationToken);
        var left = await deed.Db.RecoveryCodes.CountAsync(row => row.UserId == deed.ActorId, cancellationToken);
        return new AuthenticatorState(person.Name, person.Email ?? "", setUpAt, left);
    }

    private async Task<FactorOutcome> MakeCodesAsync(Deed deed, AppUser person, CancellationToken cancellationToken)
    {
        await deed.Db.RecoveryCodes.Where(row => row.UserId == person.Id).ExecuteDeleteAsync(cancellationToken);
        string[] codes = [.. Enumerable.Range(0, Codes).Select(_ => RecoveryCodeText.Create())];
        deed.Db.AddRange(codes.Select(code => new RecoveryCode { UserId = person.Id, Digest = seal.Digest(person.Id, code) }));
        return new FactorOutcome(null, codes);
    }

    private static string Tidy(string? code) => string.Concat((code ?? "").Where(each => !char.IsWhiteSpace(each)));

    private static string Short(string? password) => password is { Length: <= AccountRules.LongestPassword } ? password : "";
}
