using System.Text.Json;
using Microsoft.AspNetCore.Mvc;

namespace SecretsDashboard.Api;

/// <summary>The errors of the API: RFC 9457 problem details with a stable <c>code</c>. No value and no token is ever in one.</summary>
internal static class ApiProblem
{
    private static readonly Dictionary<ProblemCode, string> Names =
        Enum.GetValues<ProblemCode>().ToDictionary(code => code, code => JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString()));

    /// <summary>All codes as programs read them.</summary>
    public static IEnumerable<string> Codes => Names.Values;

    public static IResult Unauthorized => Of(401, ProblemCode.Unauthorized, "A valid service token is required: Authorization: Bearer sdt_…");

    public static IResult Forbidden => Of(403, ProblemCode.Forbidden, "The token may not do this.");

    public static IResult NotFound => Of(404, ProblemCode.NotFound, "There is nothing here that this token may see.");

    public static IResult TooLarge => Of(413, ProblemCode.TooLarge, "The body is too large.");

    public static IResult AuditUnavailable => Of(503, ProblemCode.AuditUnavailable, "The request cannot be recorded, so it is not answered.");

    public static IResult Unavailable => Of(503, ProblemCode.Unavailable, "The server cannot store or read right now.");

    /// <param name="status">HTTP status.</param>
    /// <param name="code">The stable code.</param>
    /// <param name="detail">A sentence that names the rule.</param>
    /// <param name="more">What else the problem says.</param>
    public static IResult Of(int status, ProblemCode code, string detail, params ReadOnlySpan<(string Name, object Value)> more)
    {
        var problem = new ProblemDetails { Status = status, Detail = detail, Extensions = { ["code"] = Names[code] } };
        foreach (var (name, value) in more)
        {
            problem.Extensions[name] = value;
        }
        return Results.Problem(problem);
    }
}
