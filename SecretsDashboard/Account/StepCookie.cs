using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Account;

/// <summary>
/// Carries what the first request of two began to the second, in a protected cookie of five minutes that counts once. It is no
/// session: only code that asks for a step by its name finds it. It refuses what was altered, is too old, is for another step, was spent, or
/// is from before the server started, which knows no more what was spent.
/// </summary>
internal sealed class StepCookie(IDataProtectionProvider protection, IOptions<SiteOptions> site, SiteAddress address, TimeProvider time)
{
    /// <summary>The password was right; the second factor is still to come.</summary>
    public const string Password = "sd-step";

    /// <summary>A passkey was asked for at sign-in: the challenge it has to answer.</summary>
    public const string Passkey = "sd-passkey";

    /// <summary>A new passkey of a signed-in person was asked for.</summary>
    public const string NewPasskey = "sd-new-passkey";

    /// <summary>A passkey to join with was asked for.</summary>
    public const string Join = "sd-join";

    /// <summary>A passkey was asked for to confirm a session.</summary>
    public const string Confirm = "sd-confirm";

    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly string run = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<Guid, TimeSpan> spent = new();

    // nobody sets this one back, and a ticket is worth nothing to another run
    private TimeSpan Now => time.GetElapsedTime(0);

    public void Give(HttpContext context, string step, string content) =>
        context.Response.Cookies.Append(address.CookieName(step), Protector(step).Protect(new StepTicket(Guid.NewGuid(), Now + Lifetime, content).ToText()), Options(Lifetime));

    /// <summary>What the browser brought back; null where it does not count, or does not count any more.</summary>
    public StepTicket? Read(HttpContext context, string step)
    {
        if (context.Request.Cookies[address.CookieName(step)] is not { Length: > 0 } cookie)
        {
            return null;
        }
        try
        {
            return StepTicket.Parse(Protector(step).Unprotect(cookie)) is { } ticket && ticket.Ends > Now && !spent.ContainsKey(ticket.Id) ? ticket : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>What the browser brought back, which is used up and taken out of it; null as for <see cref="Read"/>, and where somebody was faster.</summary>
    public StepTicket? Take(HttpContext context, string step)
    {
        var ticket = Read(context, step);
        Clear(context, step);
        return ticket is not null && Spend(ticket) ? ticket : null;
    }

    /// <summary>Uses it up; false where somebody was faster.</summary>
    public bool Spend(StepTicket ticket)
    {
        foreach (var (id, _) in spent.Where(each => each.Value <= Now))
        {
            spent.TryRemove(id, out _);
        }
        return spent.TryAdd(ticket.Id, ticket.Ends);
    }

    /// <summary>Takes it out of the browser.</summary>
    public void Clear(HttpContext context, string step) => context.Response.Cookies.Delete(address.CookieName(step), Options(null));

    private IDataProtector Protector(string step) => protection.CreateProtector("SecretsDashboard.Account.StepCookie", step, run);

    private CookieOptions Options(TimeSpan? age) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = age,
        Path = "/",
        SameSite = SameSiteMode.Strict,
        Secure = site.Value.IsHttps,
    };
}
