namespace SecretsDashboard.Ui;

/// <summary>
/// Pages and what they send work at the server's own address alone, because cookies, links and the origin check belong to it. At any other
/// address it says so (421), with the way to the right one. Programs, probes and assets may use whatever name leads here: what answers them makes no link and
/// sets no cookie.
/// </summary>
internal sealed class AddressCheck(RequestDelegate next, SiteAddress site, RefusalLog log)
{
    // the circuit's endpoint looks at the origin itself
    private static readonly PathString[] Nameless = ["/api", "/mcp", "/healthz", "/openapi", "/client", "/_blazor"];

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (site.IsOwnHost(request.Host)
            || Nameless.Any(path => request.Path.StartsWithSegments(path))
            || context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetMarker>() is not null
            // the page that tells it
            || context.Features.Get<Refusal>() is not null)
        {
            return next(context);
        }
        var isGet = HttpMethods.IsGet(request.Method);
        return WrongAddress(site, log, Shown(request.Host.Value), isGet ? $"{request.Path}{request.QueryString}" : "/").AnswerAsync(context, StatusCodes.Status421MisdirectedRequest);
    }

    /// <summary>What was opened, or sent from, another address than the server's.</summary>
    public static Refusal WrongAddress(SiteAddress site, RefusalLog log, string opened, string path)
    {
        log.Tell("address", $"A page was opened as {opened}, but this server's address is {site.PublicOrigin} (PublicOrigin): refused. If people open {site.PublicOrigin} itself, the proxy changes the header Host; see “Behind a proxy” in docs/operations.md.");
        return new Refusal("This is not the server's address", $"This page was opened as {opened}, this server's address is {site.PublicOrigin}.", site.PublicOrigin + path)
        {
            Hint = "Does it say so at the right address, too? Then the proxy before this server changes the header Host, or PublicOrigin is wrong: see “Behind a proxy” in docs/operations.md.",
        };
    }

    /// <summary>What a stranger calls the server, short enough for a line.</summary>
    public static string Shown(string? name) => name is not { Length: > 0 } ? "no name" : name.Length > 100 ? $"{name[..100]}…" : name;
}
