using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Account;

/// <summary>
/// Remembers in a sealed cookie who signed in with a browser, so that the tries of strangers do not make them wait there. It opens nothing:
/// who steals it has a turn of their own to guess in, as slow as any other. It refuses what was altered.
/// </summary>
internal sealed class KnownBrowsers(IDataProtectionProvider protection, SiteAddress address)
{
    private const string Cookie = "sd-browser";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    private readonly IDataProtector protector = protection.CreateProtector("SecretsDashboard.Account.KnownBrowsers");

    /// <summary>The browser of the request; null: nobody signed in with it.</summary>
    public KnownBrowser? Of(HttpContext context)
    {
        if (context.Request.Cookies[Name] is not { Length: > 0 and < 1024 } text)
        {
            return null;
        }
        try
        {
            return KnownBrowser.Parse(protector.Unprotect(WebEncoders.Base64UrlDecode(text)));
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Remembers that this person has just signed in with it.</summary>
    public void Remember(HttpContext context, Guid person)
    {
        var browser = (Of(context) ?? new KnownBrowser(Guid.NewGuid(), [])).With(person);
        context.Response.Cookies.Append(Name, WebEncoders.Base64UrlEncode(protector.Protect(browser.ToBytes())), new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = Lifetime,
            Path = "/",
            SameSite = SameSiteMode.Strict,
            Secure = address.PublicOrigin.StartsWith("https:", StringComparison.Ordinal),
        });
    }

    private string Name => address.CookieName(Cookie);
}
