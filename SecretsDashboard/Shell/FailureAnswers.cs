using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Shell;

/// <summary>Turns the exceptions that mean something to a browser into their status; all others stay a 500 and are logged.</summary>
internal sealed class FailureAnswers : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var status = exception switch
        {
            AccessDeniedException { Reason: AccessDeniedException.SignedOut } => StatusCodes.Status401Unauthorized,
            AccessDeniedException => StatusCodes.Status404NotFound,
            AntiforgeryValidationException => StatusCodes.Status403Forbidden,
            StorageUnavailableException => StatusCodes.Status503ServiceUnavailable,
            BadHttpRequestException bad => bad.StatusCode,
            _ => 0,
        };
        if (status == 0)
        {
            return ValueTask.FromResult(false);
        }
        httpContext.Response.StatusCode = status;
        return ValueTask.FromResult(true);
    }
}
