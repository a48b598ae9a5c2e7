using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Account;

/// <summary>
/// The cookie of a session. It names person and session and nothing else; whether they still count is asked of the database
/// at every request. A page is sent to sign-in, anything else is told 401.
/// </summary>
internal static class SessionCookie
{
    /// <summary>Where a page asks what became of its session.</summary>
    public const string StatePath = "/account/session/state";

    public static CookieSecurePolicy Secure(bool https) => https ? CookieSecurePolicy.Always : CookieSecurePolicy.None;

    public static void Configure(CookieAuthenticationOptions options, SiteCookie cookie, bool https)
    {
        options.Cookie = cookie;
        options.Cookie.IsEssential = true;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = Secure(https);
        options.Cookie.Path = "/";
        options.ExpireTimeSpan = Session.Absolute;
        options.SlidingExpiration = false;
        options.LoginPath = "/login";
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnSigningIn = context =>
        {
            context.HttpContext.RequestServices.GetRequiredService<KnownBrowsers>().Remember(context.HttpContext, SessionClaims.Read(context.Principal)!.Value.User);
            return Task.CompletedTask;
        };
        // the page says where to go on
        options.Events.OnRedirectToReturnUrl = _ => Task.CompletedTask;
        options.Events.OnRedirectToLogin = ToSignIn;
        options.Events.OnRedirectToAccessDenied = ToSignIn;
    }

    /// <summary>Person and session that the request's cookie names, whether or not they still count.</summary>
    public static (Guid User, Guid Session)? Named(HttpContext context)
    {
        var options = context.RequestServices.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var cookie = options.CookieManager.GetRequestCookie(context, options.Cookie.Name!);
        return SessionClaims.Read(options.TicketDataFormat.Unprotect(cookie)?.Principal);
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        // the error page is shown to nobody in particular: asking the database again would fail as the request itself did
        if (context.HttpContext.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            context.RejectPrincipal();
            return;
        }
        var sessions = context.HttpContext.RequestServices.GetRequiredService<LiveSessions>();
        var cancelled = context.HttpContext.RequestAborted;
        // a page that connects again or looks by itself does not show that somebody is there
        var isAutomatic = context.Request.Path.StartsWithSegments("/_blazor") || context.Request.Path == StatePath;
        var state = SessionClaims.Read(context.Principal) is not { } ids ? SessionState.Ended
            : isAutomatic ? await sessions.StateAsync(ids.User, ids.Session, cancelled)
            : await sessions.UseAsync(ids.User, ids.Session, cancelled);
        if (state == SessionState.Ended)
        {
            context.RejectPrincipal();
        }
        else if (state == SessionState.Limited)
        {
            context.HttpContext.Features.Set(new LimitedSession());
        }
    }

    private static Task ToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (request.WantsPage())
        {
            // signed out twice is signed out
            context.Response.Redirect(request.Path == "/logout" ? "/login" : $"/login{QueryString.Create(context.Options.ReturnUrlParameter, request.Path + request.QueryString)}");
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        return Task.CompletedTask;
    }
}
