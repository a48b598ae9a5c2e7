using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Account;

/// <summary>A person's own passkeys: list, add, rename, remove. Another's are not there.</summary>
internal sealed class PasskeyStore(OwnFactors factors, Passkeys passkeys, SiteAddress site)
{
    public const int NameLength = AppUser.NameLength;
    public const int Most = 20;

    public Task<IReadOnlyList<PasskeyItem>> ListAsync(Caller caller, CancellationToken cancellationToken) => factors.ReadAsync<IReadOnlyList<PasskeyItem>>(caller, async deed =>
    {
        var rows = await deed.Db.UserPasskeys.AsNoTracking().Where(row => row.UserId == deed.ActorId).ToListAsync(cancellationToken);
        var uses = await deed.Db.PasskeyUses.AsNoTracking()
            .Where(use => deed.Db.UserPasskeys.Any(row => row.UserId == deed.ActorId && row.CredentialId == use.CredentialId)).ToListAsync(cancellationToken);
        return [.. rows.OrderBy(row => row.Data.CreatedAt).Select(row => new PasskeyItem(Convert.ToHexString(row.CredentialId), row.Data.Name ?? "", row.Data.CreatedAt.UtcDateTime,
            uses.FirstOrDefault(use => use.CredentialId.AsSpan().SequenceEqual(row.CredentialId))?.UsedAt, PasskeyHome.OtherThan(site.Host, row)))];
    }, cancellationToken);

    /// <summary>What the browser needs to make one, as JSON.</summary>
    /// <exception cref="ConfirmationNeededException">The caller must confirm first.</exception>
    public Task<string> BeginAsync(Caller caller, HttpContext context, CancellationToken cancellationToken) => factors.ReadAsync(caller, async deed =>
    {
        deed.RequireConfirmed();
        var person = await deed.Db.Users.AsNoTracking().SingleAsync(user => user.Id == deed.ActorId, cancellationToken);
        return await passkeys.OfferAsync(deed.Db, StepCookie.NewPasskey, new() { Id = person.Id.ToString(), Name = person.Email ?? "", DisplayName = person.Name }, context);
    }, cancellationToken);

    /// <summary>Keeps a passkey that the browser made for the challenge, which only a confirmed session was given. Audited as <c>passkey.added</c>.</summary>
    /// <inheritdoc cref="OwnFactors.ChangeAsync" path="/exception"/>
    public Task<AccountOutcome> AddAsync(Caller caller, string? name, string? credential, HttpContext context, CancellationToken cancellationToken)
    {
        if (PlainName.Problem(name, AppUser.NameLength) is { } problem)
        {
            return Task.FromResult(AccountOutcome.Refused(problem));
        }
        if (passkeys.Take(context, StepCookie.NewPasskey, credential) is not { } challenge)
        {
            return Task.FromResult(AccountOutcome.PasskeyNotMade);
        }
        return factors.ChangeAsync(caller, async (deed, person) =>
        {
            if (await deed.Db.UserPasskeys.CountAsync(row => row.UserId == person.Id, cancellationToken) >= Most)
            {
                return AccountOutcome.Refused($"You have {Most} passkeys, the most there can be: remove one first.");
            }
            if (await passkeys.MadeAsync(deed.Db, challenge, credential!, context) is not { } made || made.Owner.Id != person.Id.ToString())
            {
                return AccountOutcome.PasskeyNotMade;
            }
            await passkeys.AddAsync(deed.Db, person, made.Passkey, name!.Trim());
            deed.Record(AuditLine.About(AuditAction.PasskeyAdded, person));
            return AccountOutcome.Done;
        }, cancellationToken);
    }

    /// <summary>Gives one of the caller's passkeys another name. Audited as <c>passkey.renamed</c>.</summary>
    /// <inheritdoc cref="OwnFactors.ChangeAsync" path="/exception"/>
    public Task<AccountOutcome> RenameAsync(Caller caller, string? id, string? name, CancellationToken cancellationToken) => PlainName.Problem(name, AppUser.NameLength) is { } problem
        ? Task.FromResult(AccountOutcome.Refused(problem))
        : factors.ChangeAsync(caller, async (deed, person) =>
        {
            if (await FindAsync(deed, id, cancellationToken) is not { } row)
            {
                return AccountOutcome.PasskeyGone;
            }
            row.Data.Name = name!.Trim();
            deed.Record(AuditLine.About(AuditAction.PasskeyRenamed, person));
            return AccountOutcome.Done;
        }, cancellationToken);

    /// <summary>Removes one of the caller's passkeys: it signs nobody in any more. Audited as <c>passkey.removed</c>.</summary>
    /// <inheritdoc cref="OwnFactors.ChangeAsync" path="/exception"/>
    public Task<AccountOutcome> RemoveAsync(Caller caller, string? id, CancellationToken cancellationToken) => factors.ChangeAsync(caller, async (deed, person) =>
    {
        deed.RequireConfirmed();
        if (await FindAsync(deed, id, cancellationToken) is not { } row)
        {
            return AccountOutcome.PasskeyGone;
        }
        deed.Db.Remove(row);
        deed.Record(AuditLine.About(AuditAction.PasskeyRemoved, person));
        return AccountOutcome.Done;
    }, cancellationToken);

    // null: there is none; another's is refused
    private static async Task<IdentityUserPasskey<Guid>?> FindAsync(Deed deed, string? id, CancellationToken cancellationToken)
    {
        var key = (id ?? "").Length % 2 == 0 && (id ?? "").All(char.IsAsciiHexDigit) ? Convert.FromHexString(id ?? "") : [];
        var row = await deed.Db.UserPasskeys.SingleOrDefaultAsync(each => each.CredentialId == key, cancellationToken);
        return row is null || row.UserId == deed.ActorId ? row : throw deed.Missing();
    }
}
