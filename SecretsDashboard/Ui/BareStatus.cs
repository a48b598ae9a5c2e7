using Microsoft.AspNetCore.Diagnostics;

namespace SecretsDashboard.Ui;

/// <summary>
/// Only what a browser opens is answered with a page that says what went wrong: run again for that page, a POST became a 400 and a PUT a 405, and
/// the script that posted the form could not tell a lost session from a broken request. A form that the browser posts itself is answered
/// with a page, too; where it is of a page that is out of date, or without the browser's cookies, it is led to the page that says so.
/// </summary>
internal sealed class BareStatus(RequestDelegate next, SiteAddress site, RefusalLog log)
{
    public Task InvokeAsync(HttpContext context)
    {
        var wantsPage = context.Request.WantsPage();
        if (wantsPage && HttpMethods.IsGet(context.Request.Method))
        {
            return next(context);
        }
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }
        return wantsPage ? LeadOnAsync(context) : next(context);
    }

    private async Task LeadOnAsync(HttpContext context)
    {
        var isPage = true;
        var hasCookie = context.Request.Cookies.ContainsKey(site.CookieName(SiteAddress.FormCookie));
        context.Response.OnStarting(() =>
        {
            // a form that no page has any more is refused as plain text; a page that says what is wrong with a form is none
            var isRefused = context.Response.StatusCode is StatusCodes.Status400BadRequest or StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound;
            if (isRefused && context.Features.Get<Refusal>() is null && (!isPage || context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) != true))
            {
                if (!hasCookie)
                {
                    log.Tell("cookies", "A form came without the cookie that its page had set: refused. The browser does not keep cookies of this address, or something on the way takes them out.");
                }
                context.Response.Redirect(hasCookie ? "/out-of-date" : "/no-cookies");
            }
            return Task.CompletedTask;
        });
        await next(context);
        isPage = context.Response.HasStarted;
        if (!isPage && context.Response.StatusCode is StatusCodes.Status405MethodNotAllowed or StatusCodes.Status413PayloadTooLarge or StatusCodes.Status415UnsupportedMediaType or StatusCodes.Status429TooManyRequests)
        {
            Refusal.ShowPage(context);
        }
    }
}
