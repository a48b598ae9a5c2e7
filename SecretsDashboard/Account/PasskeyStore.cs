using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Account;

/// <summary>A person's own passkeys: list, add, rename, remove. Another's are not there.</summary>
internal sealed class PasskeyStore(OwnFactors factors, Passkeys passkeys, StepCookie steps)
{
    public const int NameLength = AppUser.NameLength;
    public const int Most = 20;

    public Task<IReadOnlyList<PasskeyItem>> ListAsync(Caller caller, CancellationToken cancellationToken) => factors.ReadAsync<IReadOnlyList<PasskeyItem>>(caller, async deed =>
    {
        var rows = await deed.Db.UserPasskeys.AsNoTracking().Where(row => row.UserId == deed.ActorId).ToListAsync(cancellationToken);
        var uses = await deed.Db.PasskeyUses.AsNoTracking()
            .Where(use => deed.Db.UserPasskeys.Any(row => row.UserId == deed.ActorId && row.CredentialId == use.CredentialId)).ToListAsync(cancellationToken);
        return [.. rows.OrderBy(row => row.Data.CreatedAt).Select(row => new PasskeyItem(Convert.ToHexString(row.CredentialId), row.Data.Name ?? "", row.Data.CreatedAt.UtcDateTime,
            uses.FirstOrDefault(use => use.CredentialId.AsSpan().SequenceEqual(row.CredentialId))?.UsedAt))];
    }, cancellationToken);

    /// <summary>What the browser needs to make one, as JSON; the challenge goes into a step of five minutes.</summary>
    /// <exception cref="ConfirmationNeededException">The caller must confirm first.</exception>
    public Task<string> BeginAsync(Caller caller, HttpContext context, CancellationToken cancellationToken) => factors.ReadAsync(caller, async deed =>
    {
        deed.RequireConfirmed();
        var (people, handler) = passkeys.In(deed.Db);
        using var disposed = people;
        var person = await deed.Db.Users.AsNoTracking().SingleAsync(user => user.Id == deed.ActorId, cancellationToken);
        var options = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = person.Id.ToString(), Name = person.Email ?? "", DisplayName = person.Name }, context);
        steps.Give(context, StepCookie.Passkey, options.AttestationState ?? "");
        return options.CreationOptionsJson;
    }, cancellationToken);

    /// <summary>Keeps a passkey that the browser made for the challenge. Audited as <c>passkey.added</c>.</summary>
    /// <inheritdoc cref="OwnFactors.ChangeAsync" path="/exception"/>
    public Task<FactorOutcome> AddAsync(Caller caller, string? name, string? credential, HttpContext context, CancellationToken cancellationToken)
    {
        if (AccountRules.Name(name) is { } problem)
        {
            return Task.FromResult(FactorOutcome.Refused(problem));
        }
        if (!Passkeys.IsCredential(credential) || steps.Read(context, StepCookie.Passkey) is not { } step || !steps.Spend(step))
        {
            return Task.FromResult(FactorOutcome.Refused("The passkey was not made. Try again."));
        }
        return factors.ChangeAsync(caller, async (deed, person) =>
        {
            deed.RequireConfirmed();
            if (await deed.Db.UserPasskeys.CountAsync(row => row.UserId == person.Id, cancellationToken) >= Most)
            {
                return FactorOutcome.Refused($"You have {Most} passkeys, the most there can be: remove one first.");
            }
            var (people, handler) = passkeys.In(deed.Db);
            using var disposed = people;
            var made = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = credential!, AttestationState = step.Content });
            if (!made.Succeeded || !made.Passkey.IsUserVerified || made.UserEntity.Id != person.Id.ToString())
            {
                return FactorOutcome.Refused("This passkey was not accepted. Try again.");
            }
            made.Passkey.Name = name!.Trim();
            await KeepAsync(people, person, made.Passkey);
            deed.Record(AuditLine.About(AuditAction.PasskeyAdded, person));
            return FactorOutcome.Done;
        }, cancellationToken);
    }

    /// <summary>Gives one of the caller's passkeys another name. Audited as <c>passkey.renamed</c>.</summary>
    /// <inheritdoc cref="OwnFactors.ChangeAsync" path="/exception"/>
    public Task<FactorOutcome> RenameAsync(Caller caller, string? id, string? name, CancellationToken cancellationToken) => AccountRules.Name(name) is { } problem
        ? Task.FromResult(FactorOutcome.Refused(problem))
        : factors.ChangeAsync(caller, async (deed, person) =>
        {
            var row = await FindAsync(deed, id, cancellationToken);
            row.Data.Name = name!.Trim();
            deed.Record(AuditLine.About(AuditAction.PasskeyRenamed, person));
            return FactorOutcome.Done;
        }, cancellationToken);

    /// <summary>Removes one of the caller's passkeys: it signs nobody in any more. Audited as <c>passkey.removed</c>.</summary>
    /// <inheritdoc cref="OwnFactors.ChangeAsync" path="/exception"/>
    public Task<FactorOutcome> RemoveAsync(Caller caller, string? id, CancellationToken cancellationToken) => factors.ChangeAsync(caller, async (deed, person) =>
    {
        deed.RequireConfirmed();
        deed.Db.Remove(await FindAsync(deed, id, cancellationToken));
        deed.Record(AuditLine.About(AuditAction.PasskeyRemoved, person));
        return FactorOutcome.Done;
    }, cancellationToken);

    /// <summary>Stores what a ceremony answered, new or used again.</summary>
    /// <exception cref="InvalidOperationException">Identity refused it.</exception>
    internal static async Task KeepAsync(UserManager<AppUser> people, AppUser person, UserPasskeyInfo passkey)
    {
        var kept = await people.AddOrUpdatePasskeyAsync(person, passkey);
        if (!kept.Succeeded)
        {
            throw new InvalidOperationException($"Identity refused the passkey: {string.Join(", ", kept.Errors.Select(error => error.Code))}.");
        }
    }

    private static async Task<IdentityUserPasskey<Guid>> FindAsync(Deed deed, string? id, CancellationToken cancellationToken)
    {
        var key = (id ?? "").Length % 2 == 0 && (id ?? "").All(char.IsAsciiHexDigit) ? Convert.FromHexString(id ?? "") : [];
        return await deed.Db.UserPasskeys.SingleOrDefaultAsync(row => row.CredentialId == key && row.UserId == deed.ActorId, cancellationToken) ?? throw deed.Missing();
    }
}
