using Microsoft.AspNetCore.Diagnostics;

namespace SecretsDashboard.Ui;

/// <summary>
/// Only a GET is answered with a page that says what went wrong: run again for that page, a POST became a 400 and a PUT a 405, and
/// the script that posted the form could not tell a lost session from a broken request. A form that the browser posts itself, of a page that is
/// out of date, is led to a page that says so.
/// </summary>
internal sealed class BareStatus(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method))
        {
            return next(context);
        }
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }
        return context.Request.WantsPage() ? LeadOnAsync(context) : next(context);
    }

    private async Task LeadOnAsync(HttpContext context)
    {
        var isPage = true;
        context.Response.OnStarting(() =>
        {
            // a form that no page has any more is refused as plain text; a page that says what is wrong with a form is none
            var isRefused = context.Response.StatusCode is StatusCodes.Status400BadRequest or StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound;
            if (isRefused && (!isPage || context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) != true))
            {
                context.Response.Redirect("/out-of-date");
            }
            return Task.CompletedTask;
        });
        await next(context);
        isPage = context.Response.HasStarted;
    }
}
