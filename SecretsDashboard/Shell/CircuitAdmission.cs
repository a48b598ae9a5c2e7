using Microsoft.Net.Http.Headers;
using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Shell;

/// <summary>
/// Stands before Blazor's hub: nobody without a live session gets a circuit (401), no page of another origin does (403; the
/// hub itself would accept it), nobody takes more than their share (429), and a server that stops takes none (503). Web sockets alone are
/// served, without a negotiation before: a connection that other requests may join by its token would serve any session that knows the token.
/// </summary>
internal sealed class CircuitAdmission(RequestDelegate next, SiteAddress site, OpenCircuits circuits, CircuitThefts thefts, Budget budget, RefusalLog log)
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
        if (rest == "/initializers")
        {
            return next(context);
        }
        // a page that gets no connection asks why: asking is no use of the session
        if (rest == "/room")
        {
            if (context.Request.Query.ContainsKey("blocked"))
            {
                TellOfSockets();
            }
            return context.Response.WriteAsync(circuits.HasRoom(caller.User) && budget.Has(caller.User, Cost.Circuit) ? "room" : "full", context.RequestAborted);
        }
        // nginx takes the request to become a socket away, and leaves that it was one
        if (context.Request.Headers.ContainsKey(HeaderNames.SecWebSocketKey) && !context.WebSockets.IsWebSocketRequest)
        {
            TellOfSockets();
            return Refuse(context, StatusCodes.Status426UpgradeRequired);
        }
        if (!site.IsOwn(context.Request.Headers.Origin))
        {
            log.Tell("circuit-origin", $"A page of {AddressCheck.Shown(context.Request.Headers.Origin)} asked for a live connection, but this server's address is {site.PublicOrigin} (PublicOrigin): refused.");
            return Refuse(context, StatusCodes.Status403Forbidden);
        }
        return rest.Value?.TrimEnd('/') switch
        {
            "" when !context.WebSockets.IsWebSocketRequest => Refuse(context, StatusCodes.Status426UpgradeRequired),
            "" when !circuits.HasRoom(caller.User) => RefuseOneTooMany(context),
            "" => next(context),
            "/disconnect" => DisconnectAsync(context, caller),
            _ => Refuse(context, StatusCodes.Status404NotFound),
        };
    }

    // what a browser says when its page is left; the framework would end a circuit for anyone who has its secret
    private async Task DisconnectAsync(HttpContext context, (Guid User, Guid Session) caller)
    {
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : null;
        string circuit = form?["circuitId"].ToString() ?? "";
        if (circuits.Owns(circuit, caller.User, caller.Session))
        {
            await next(context);
            return;
        }
        await thefts.RefusedAsync(circuit, context);
        await Refuse(context, StatusCodes.Status404NotFound);
    }

    private void TellOfSockets() =>
        log.Tell("sockets", "A browser asked for a web socket, and something before this server did not pass that on: its page has no live connection. See “Behind a proxy” in docs/operations.md.");

    private Task RefuseOneTooMany(HttpContext context)
    {
        log.Tell("circuits", $"A person opened more tabs than are served at once: at most {OpenCircuits.PerPerson} of one person and {OpenCircuits.InAll} in all. The one too many was refused.");
        return Refuse(context, StatusCodes.Status429TooManyRequests);
    }

    private static Task Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
