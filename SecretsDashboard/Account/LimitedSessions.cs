using SecretsDashboard.Ui;

namespace SecretsDashboard.Account;

/// <summary>
/// Leads people who lack a required second factor to their account, from wherever they go: pages are sent there, all else is
/// told 401. The stores refuse them by themselves; this is the way out.
/// </summary>
internal sealed class LimitedSessions(RequestDelegate next)
{
    // all that such a session may ask for: its own account, the way out, and what belongs to no session
    private static readonly PathString[] Open = ["/account", "/login", "/logout", "/error", "/not-found", "/out-of-date", "/no-cookies", "/refused", "/healthz", "/api", "/openapi"];

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<LimitedSession>() is null
            || Open.Any(path => context.Request.Path.StartsWithSegments(path))
            || context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetMarker>() is not null)
        {
            return next(context);
        }
        if (context.Request.WantsPage())
        {
            context.Response.Redirect("/account");
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        return Task.CompletedTask;
    }
}
