using Microsoft.AspNetCore.Diagnostics;

namespace SecretsDashboard.Ui;

/// <summary>
/// Only a GET is answered with a page that says what went wrong: run again for that page, a POST became a 400 and a PUT a 405, and
/// the script that posted the form could not tell a lost session from a broken request.
/// </summary>
internal sealed class BareStatus(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }
        return next(context);
    }
}
