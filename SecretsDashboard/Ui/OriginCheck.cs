namespace SecretsDashboard.Ui;

/// <summary>
/// Refuses (403) what a page of another origin sends: every POST, PUT, PATCH and DELETE and every socket upgrade must name an
/// own <c>Origin</c>. A missing one is foreign: browsers always send it there. Programs send none: under <c>/api</c>, where no cookie
/// counts, there is nothing to protect.
/// </summary>
internal sealed class OriginCheck(RequestDelegate next, SiteAddress site, RefusalLog log)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var harmless = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method);
        var origin = request.Headers.Origin;
        if (request.Path.StartsWithSegments("/api") || (harmless && !context.WebSockets.IsWebSocketRequest) || (origin.Count == 1 && site.IsOwn(origin[0])))
        {
            return next(context);
        }
        var refusal = origin is [{ Length: > 0 } named] && named != "null" ? AddressCheck.WrongAddress(site, log, AddressCheck.Shown(named), "/") : Nameless();
        return refusal.AnswerAsync(context, StatusCodes.Status403Forbidden);
    }

    private Refusal Nameless()
    {
        log.Tell("origin", "Something was sent without the header Origin, or with several: refused. A browser's extension or the proxy takes it out.");
        return new Refusal("The browser does not say where this comes from", $"A setting or an extension of the browser, or something on the way, takes the header Origin out. Allow it for {site.PublicOrigin}, then try again.");
    }
}
