using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Shell;

/// <summary>
/// Takes the report of a page whose circuit died, and puts it into the log with the id that the page shows. Nothing that the browser might
/// write is taken: who it was and on which page is all.
/// </summary>
internal static class FailedPage
{
    private const int LongestPath = 200;

    /// <summary>The id of the request under which the log has it (JSON); 429 where that person's page reported one a moment ago.</summary>
    public static IResult Report(HttpContext context, RefusalLog log)
    {
        var user = CurrentCaller.Of(context).UserId;
        var path = Uri.TryCreate(context.Request.Headers.Referer, UriKind.Absolute, out var page) ? page.AbsolutePath : "/";
        var told = log.Tell($"page {user}", $"The live page {(path.Length > LongestPath ? path[..LongestPath] : path)} of person {user} failed, in its circuit or in the browser: the person has to reload it. Request {context.TraceIdentifier}. If it was the circuit, its exception stands above.");
        return told ? Results.Json(new { request = context.TraceIdentifier }) : Results.StatusCode(StatusCodes.Status429TooManyRequests);
    }
}
