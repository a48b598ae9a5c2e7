using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Shell;

/// <summary>Turns the exceptions that mean something to a browser into their status; all others stay a 500. What is broken is logged and answered with the error page.</summary>
internal sealed class FailureAnswers(StorageCondition storage) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is ConfirmationNeededException && httpContext.Request.WantsPage())
        {
            // the request goes by the name of the error page here, with its own query
            var asked = (httpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? "/account") + httpContext.Request.QueryString;
            // what a form sent is not sent again; what it was called says what the proof is for
            var again = HttpMethods.IsGet(httpContext.Request.Method) ? "" : $"&Again=true&For={Uri.EscapeDataString(FormOf(httpContext))}";
            httpContext.Response.Redirect($"/account/confirm?ReturnUrl={Uri.EscapeDataString(asked)}{again}");
            return ValueTask.FromResult(true);
        }
        if (exception is LimitReachedException limit)
        {
            return SayAsync(httpContext, limit, cancellationToken);
        }
        var status = exception switch
        {
            AccessDeniedException { Reason: AccessDeniedException.SignedOut } => StatusCodes.Status401Unauthorized,
            AccessDeniedException => StatusCodes.Status404NotFound,
            ConfirmationNeededException => StatusCodes.Status428PreconditionRequired,
            AntiforgeryValidationException => StatusCodes.Status403Forbidden,
            BadHttpRequestException bad => bad.StatusCode,
            // the framework throws what it throws for its own mistakes
            InvalidOperationException or NotSupportedException when HasForeignType(httpContext.Request) => StatusCodes.Status415UnsupportedMediaType,
            IntegrityFailedException => StatusCodes.Status503ServiceUnavailable,
            _ => storage.Met(exception) is null ? 0 : StatusCodes.Status503ServiceUnavailable,
        };
        if (status == 0)
        {
            return ValueTask.FromResult(false);
        }
        httpContext.Response.StatusCode = status;
        // a person gets the error page
        return ValueTask.FromResult(status != StatusCodes.Status503ServiceUnavailable);
    }

    // read already, or it would not have been handled
    private static string FormOf(HttpContext context) => context.Features.Get<IFormFeature>()?.Form?["_handler"].ToString() is { Length: <= 40 } handler ? handler : "";

    // the sentence: to the script of a form, which keeps what was typed, or as a page
    private static async ValueTask<bool> SayAsync(HttpContext context, LimitReachedException limit, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = limit.RetryAfter is null ? StatusCodes.Status409Conflict : StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = limit.RetryAfter?.ToString(CultureInfo.InvariantCulture);
        await (context.Request.WantsPage() ? Results.Text(limit.Message, statusCode: context.Response.StatusCode) : Results.Json(new { outcome = "refused", text = limit.Message }, statusCode: context.Response.StatusCode)).ExecuteAsync(context);
        return true;
    }

    // of another character set than ours, or no type at all
    private static bool HasForeignType(HttpRequest request) => request.ContentType is { Length: > 0 } text
        && (!MediaTypeHeaderValue.TryParse(text, out var type) || (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)));
}
