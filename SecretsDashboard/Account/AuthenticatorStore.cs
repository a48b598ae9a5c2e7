using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Account;

/// <summary>A person's own authenticator app and recovery codes: set up, turn off, new codes. Seed and codes leave it once, when they are made.</summary>
internal sealed class AuthenticatorStore(OwnFactors factors, FactorSeal seal, SetUpSeed seeds, IntegrityAlarm alarm, TimeProvider time)
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

    /// <summary>
    /// Keeps the seed, sealed, once its app showed a right code: one that <see cref="SetUpSeed"/> made for the session, which was
    /// confirmed then. Makes recovery codes. Audited as <c>authenticator.set_up</c>.
    /// </summary>
    /// <inheritdoc cref="OwnFactors.ChangeAsync" path="/exception"/>
    public Task<AccountOutcome> SetUpAsync(Caller caller, string? seedText, string? code, CancellationToken cancellationToken) =>
        factors.ChangeAsync(caller, async (deed, person) =>
        {
            if (seeds.Read(caller, seedText) is not { } seed)
            {
                return AccountOutcome.Refused("This took too long. Begin again.");
            }
            if (await HasAppAsync(deed, cancellationToken))
            {
                return AccountOutcome.Refused("An authenticator app is set up already: turn it off first.");
            }
            if (TimeCode.StepOf(seed, FactorCheck.Tidy(code), time.GetUtcNow(), last: 0) is not { } step)
            {
                return AccountOutcome.Refused("This code is wrong. Is the clock of your phone right?");
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

    /// <summary>Forgets the app and the recovery codes. Audited as <c>authenticator.turned_off</c>. Where there is none it is no error.</summary>
    /// <inheritdoc cref="OwnFactors.ChangeAsync" path="/exception"/>
    public Task<AccountOutcome> TurnOffAsync(Caller caller, CancellationToken cancellationToken) =>
        factors.ChangeAsync(caller, async (deed, person) =>
        {
            deed.RequireConfirmed();
            if (await HasAppAsync(deed, cancellationToken))
            {
                await deed.Db.Authenticators.Where(row => row.UserId == person.Id).ExecuteDeleteAsync(cancellationToken);
                await deed.Db.RecoveryCodes.Where(row => row.UserId == person.Id).ExecuteDeleteAsync(cancellationToken);
                deed.Record(AuditLine.About(AuditAction.AuthenticatorTurnedOff, person));
                deed.Afterwards(() => alarm.Forget(person.Id));
            }
            return AccountOutcome.Done;
        }, cancellationToken);

    /// <summary>Makes new recovery codes in place of the old ones. Audited as <c>recovery_codes.made</c>.</summary>
    /// <inheritdoc cref="OwnFactors.ChangeAsync" path="/exception"/>
    public Task<AccountOutcome> RenewCodesAsync(Caller caller, CancellationToken cancellationToken) =>
        factors.ChangeAsync(caller, async (deed, person) =>
        {
            deed.RequireConfirmed();
            if (!await HasAppAsync(deed, cancellationToken))
            {
                return AccountOutcome.Refused("There is no authenticator app any more: set one up first.");
            }
            deed.Record(AuditLine.About(AuditAction.RecoveryCodesMade, person));
            return await MakeCodesAsync(deed, person, cancellationToken);
        }, cancellationToken);

    private static Task<bool> HasAppAsync(Deed deed, CancellationToken cancellationToken) =>
        deed.Db.Authenticators.AnyAsync(row => row.UserId == deed.ActorId, cancellationToken);

    private static async Task<AuthenticatorState> StateAsync(Deed deed, CancellationToken cancellationToken)
    {
        var email = await deed.Db.Users.Where(user => user.Id == deed.ActorId).Select(user => user.Email).SingleAsync(cancellationToken);
        var setUpAt = await deed.Db.Authenticators.Where(row => row.UserId == deed.ActorId).Select(row => (DateTime?)row.CreatedAt).SingleOrDefaultAsync(cancellationToken);
        var left = await deed.Db.RecoveryCodes.CountAsync(row => row.UserId == deed.ActorId, cancellationToken);
        return new AuthenticatorState(email ?? "", setUpAt, left);
    }

    private async Task<AccountOutcome> MakeCodesAsync(Deed deed, AppUser person, CancellationToken cancellationToken)
    {
        await deed.Db.RecoveryCodes.Where(row => row.UserId == person.Id).ExecuteDeleteAsync(cancellationToken);
        string[] codes = [.. Enumerable.Range(0, Codes).Select(_ => RecoveryCodeText.Create())];
        deed.Db.AddRange(codes.Select(code => new RecoveryCode { UserId = person.Id, Digest = seal.Digest(person.Id, code) }));
        return AccountOutcome.Done with { RecoveryCodes = codes };
    }
}
