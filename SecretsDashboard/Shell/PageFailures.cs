using Microsoft.AspNetCore.Components.Web;
using SecretsDashboard.Access;

namespace SecretsDashboard.Shell;

/// <summary>Logs what a live page throws where that is a failure; that something is not there, not allowed or too much is an answer, which the page shows.</summary>
internal sealed partial class PageFailures(ILogger<PageFailures> log) : IErrorBoundaryLogger
{
    public ValueTask LogErrorAsync(Exception exception)
    {
        if (exception is not (AccessDeniedException or LimitReachedException))
        {
            Failed(log, exception);
        }
        return ValueTask.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A live page failed; the person sees that something went wrong.")]
    private static partial void Failed(ILogger log, Exception exception);
}
