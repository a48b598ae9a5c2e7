namespace SecretsDashboard.Ui;

/// <summary>Answers HEAD as GET wherever a page is: the web server itself leaves the body out. The API says for itself what it answers.</summary>
internal sealed class HeadRequests(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (HttpMethods.IsHead(context.Request.Method) && !context.Request.Path.StartsWithSegments("/api"))
        {
            context.Request.Method = HttpMethods.Get;
        }
        return next(context);
    }
}
