using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SecretsDashboard.Data;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Account;

/// <summary>
/// Identity's passkey ceremonies over the gate's context, for this site alone: the name a passkey belongs to comes from the site's
/// address, never from the Host header. It refuses what was made without the person's PIN, finger or face, or on another origin.
/// </summary>
internal sealed class Passkeys(People people, SiteAddress site)
{
    /// <summary>The longest text of a credential that is looked at.</summary>
    public const int LongestCredential = 12_000;

    /// <summary>The ceremonies, and the people they are about, in one context. The caller disposes the people.</summary>
    public (UserManager<AppUser> People, PasskeyHandler<AppUser> Handler) In(AppDbContext db)
    {
        var manager = people.In(db);
        return (manager, new PasskeyHandler<AppUser>(manager, Options.Create(new IdentityPasskeyOptions
        {
            ServerDomain = site.Host,
            UserVerificationRequirement = "required",
            ResidentKeyRequirement = "required",
            AttestationConveyancePreference = "none",
            AuthenticatorTimeout = StepCookie.Lifetime,
            ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && site.IsOwn(context.Origin)),
        })));
    }

    /// <summary>Is it worth looking at? The handler takes any text, and throws at what is no JSON at all.</summary>
    public static bool IsCredential(string? json)
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
}
