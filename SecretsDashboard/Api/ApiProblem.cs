using Microsoft.AspNetCore.Mvc;

namespace SecretsDashboard.Api;

/// <summary>The errors of the API: RFC 9457 problem details with a stable <c>code</c>. No value and no token is ever in one.</summary>
internal static class ApiProblem
{
    public static IResult Unauthorized => Of(401, "unauthorized", "A valid service token is required: Authorization: Bearer sdt_…");

    public static IResult Forbidden => Of(403, "forbidden", "The token has not the right to do this.");

    public static IResult NotFound => Of(404, "not_found", "There is nothing here that this token may see.");

    public static IResult TooLarge => Of(413, "too_large", "The body is too large.");

    public static IResult AuditUnavailable => Of(503, "audit_unavailable", "The request cannot be recorded, so it is not answered.");

    public static IResult Unavailable => Of(503, "unavailable", "The server cannot store or read right now.");

    /// <param name="status">HTTP status.</param>
    /// <param name="code">One of the codes of docs/api.md.</param>
    /// <param name="detail">A sentence that names the rule.</param>
    public static IResult Of(int status, string code, string detail) =>
        Results.Problem(new ProblemDetails { Status = status, Detail = detail, Extensions = { ["code"] = code } });
}
