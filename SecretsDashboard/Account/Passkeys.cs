using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using SecretsDashboard.Data;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Account;

/// <summary>
/// Identity's passkey ceremonies over the gate's context, for this site alone: the name a passkey belongs to comes from the site's
/// address, never from the Host header. It refuses what was made without the person's PIN, finger or face, or on another origin. A
/// challenge goes into a step of five minutes and is answered once.
/// </summary>
internal sealed class Passkeys(People people, SiteAddress site, StepCookie steps, TimeProvider time)
{
    /// <summary>The longest text of a credential that is looked at.</summary>
    private const int LongestCredential = 12_000;

    /// <summary>What the browser needs to make a passkey for this owner, as JSON.</summary>
    public async Task<string> OfferAsync(AppDbContext db, string step, PasskeyUserEntity owner, HttpContext context)
    {
        using var manager = people.In(db);
        var options = await Handler(manager).MakeCreationOptionsAsync(owner, context);
        steps.Give(context, step, options.AttestationState ?? "");
        return options.CreationOptionsJson;
    }

    /// <summary>What the browser needs to show a passkey, as JSON: one of this person's; null: anybody's.</summary>
    public async Task<string> AskAsync(AppDbContext db, string step, AppUser? person, HttpContext context)
    {
        using var manager = people.In(db);
        var options = await Handler(manager).MakeRequestOptionsAsync(person, context);
        steps.Give(context, step, options.AssertionState ?? "");
        return options.RequestOptionsJson;
    }

    /// <summary>The challenge this may be an answer to, which is used up; null where it is none.</summary>
    public StepTicket? Take(HttpContext context, string step, string? credential)
    {
        var challenge = steps.Take(context, step);
        return IsCredential(credential) ? challenge : null;
    }

    /// <summary>The passkey that a browser made, and for which owner; null where it is not accepted.</summary>
    public async Task<(UserPasskeyInfo Passkey, PasskeyUserEntity Owner)?> MadeAsync(AppDbContext db, StepTicket challenge, string credential, HttpContext context)
    {
        using var manager = people.In(db);
        var made = await Handler(manager).PerformAttestationAsync(new() { HttpContext = context, CredentialJson = credential, AttestationState = challenge.Content });
        return made.Succeeded && made.Passkey.IsUserVerified ? (made.Passkey, made.UserEntity) : null;
    }

    /// <summary>Checks what a browser showed, within a transaction of the gate, and notes the use. A disabled person's does not count.</summary>
    /// <returns>Does it count, and whose it is as far as that is known.</returns>
    public async Task<(bool Counts, AppUser? Person)> ShownAsync(AppDbContext db, StepTicket challenge, string credential, HttpContext context, CancellationToken cancellationToken)
    {
        using var manager = people.In(db);
        var shown = await Handler(manager).PerformAssertionAsync(new() { HttpContext = context, CredentialJson = credential, AssertionState = challenge.Content });
        if (!shown.Succeeded || !shown.Passkey.IsUserVerified || shown.User.DisabledAt is not null)
        {
            return (false, shown.User);
        }
        await KeepAsync(manager, shown.User, shown.Passkey);
        var use = await db.PasskeyUses.SingleOrDefaultAsync(row => row.CredentialId == shown.Passkey.CredentialId, cancellationToken)
            ?? db.Add(new PasskeyUse { CredentialId = shown.Passkey.CredentialId }).Entity;
        use.UsedAt = time.GetUtcNow().UtcDateTime;
        return (true, shown.User);
    }

    /// <summary>Stores a new one under a name.</summary>
    public async Task AddAsync(AppDbContext db, AppUser person, UserPasskeyInfo passkey, string name)
    {
        using var manager = people.In(db);
        passkey.Name = name;
        await KeepAsync(manager, person, passkey);
    }

    private static async Task KeepAsync(UserManager<AppUser> manager, AppUser person, UserPasskeyInfo passkey)
    {
        var kept = await manager.AddOrUpdatePasskeyAsync(person, passkey);
        if (!kept.Succeeded)
        {
            throw new InvalidOperationException($"Identity refused the passkey: {string.Join(", ", kept.Errors.Select(error => error.Code))}.");
        }
    }

    // the handler takes any text, and throws at what is no JSON at all
    private static bool IsCredential(string? json)
    {
        if (json is not { Length: > 0 and <= LongestCredential })
        {
            return false;
        }
        try
        {
            using var parsed = JsonDocument.Parse(json);
            return parsed.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private PasskeyHandler<AppUser> Handler(UserManager<AppUser> manager) => new(manager, Options.Create(new IdentityPasskeyOptions
    {
        ServerDomain = site.Host,
        UserVerificationRequirement = "required",
        ResidentKeyRequirement = "required",
        AttestationConveyancePreference = "none",
        AuthenticatorTimeout = StepCookie.Lifetime,
        ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && site.IsOwn(context.Origin)),
    }));
}
