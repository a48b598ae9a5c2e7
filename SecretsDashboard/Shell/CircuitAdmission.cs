using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Shell;

/// <summary>
/// Stands before Blazor's hub: nobody without a live session gets a circuit (401), no page of another origin does (403; the
/// hub itself would accept it), nobody takes more than their share (429), and a server that stops takes none (503).
/// </summary>
internal sealed class CircuitAdmission(RequestDelegate next, SiteAddress site, OpenCircuits circuits)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/_blazor", out var rest))
        {
            return next(context);
        }
        if (circuits.IsClosing)
        {
            return Refuse(context, StatusCodes.Status503ServiceUnavailable);
        }
        if (SessionClaims.Read(context.User) is not { } caller)
        {
            return Refuse(context, StatusCodes.Status401Unauthorized);
        }
        // the list of script initializers is the one thing browsers fetch there without naming an origin
        if (rest != "/initializers" && !site.IsOwn(context.Request.Headers.Origin))
        {
            return Refuse(context, StatusCodes.Status403Forbidden);
        }
        // a client may leave the negotiation out and open the socket at once
        var isNew = rest == "/negotiate" || context.WebSockets.IsWebSocketRequest;
        return isNew && !circuits.HasRoom(caller.User) ? Refuse(context, StatusCodes.Status429TooManyRequests) : next(context);
    }

    private static Task Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
