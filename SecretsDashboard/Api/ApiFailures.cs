using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Api;

/// <summary>Which exception is answered with which problem; null: none of the API's, a 500.</summary>
internal sealed class ApiFailures(StorageCondition storage)
{
    public IResult? Answer(Exception exception) => exception switch
    {
        AccessDeniedException { Reason: AccessDeniedException.RightMissing } => ApiProblem.Forbidden,
        AccessDeniedException { Reason: AccessDeniedException.TokenEnded } => ApiProblem.Unauthorized,
        AccessDeniedException => ApiProblem.NotFound,
        LimitReachedException limit => ApiProblem.Of(StatusCodes.Status409Conflict, ProblemCode.ProjectFull, limit.Message),
        AuditUnavailableException => ApiProblem.AuditUnavailable,
        IntegrityFailedException failed => ApiProblem.Of(StatusCodes.Status503ServiceUnavailable, ProblemCode.IntegrityFailed, failed.Message),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => ApiProblem.TooLarge,
        BadHttpRequestException bad => ApiProblem.Of(bad.StatusCode, ProblemCode.InvalidRequest, bad.Message),
        _ => storage.Met(exception) is null ? null : ApiProblem.Unavailable,
    };
}
