namespace SecretsDashboard.Ui;

/// <summary>
/// Refuses (403) what a page of another origin sends: every POST, PUT, PATCH and DELETE and every socket upgrade must name an
/// own <c>Origin</c>. A missing one is foreign: browsers always send it there. Programs send none: under <c>/api</c>, where no cookie
/// counts, there is nothing to protect.
/// </summary>
internal sealed class OriginCheck(RequestDelegate next, SiteAddress site)
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
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
