using Microsoft.Net.Http.Headers;

namespace SecretsDashboard.Ui;

/// <summary>
/// Keeps redirects within the site relative. The framework makes some of them from the Host header, which a proxy may have changed and
/// a stranger may choose; what has no name in it leads back to the address the browser is at.
/// </summary>
internal sealed class RelativeRedirects(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(static state =>
        {
            var context = (HttpContext)state;
            if (context.Response.Headers[HeaderNames.Location] is [{ } location]
                && $"{context.Request.Scheme}://{context.Request.Host}" is var own
                && location.StartsWith(own, StringComparison.OrdinalIgnoreCase) && location[own.Length..] is var path and ("" or ['/' or '?' or '#', ..]))
            {
                // "//" at the beginning would name another site
                context.Response.Headers.Location = $"/{path.TrimStart('/')}";
            }
            return Task.CompletedTask;
        }, context);
        return next(context);
    }
}
