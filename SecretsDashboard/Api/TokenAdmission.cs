using SecretsDashboard.Access;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Api;

/// <summary>
/// Stands before every call of the API: takes the token from the <c>Authorization</c> header and from nowhere else, keeps the
/// limits, and turns what went wrong into a problem with its code.
/// </summary>
internal sealed class TokenAdmission(TokenGuard guard, ApiLimits limits, ApiFailures failures, RefusalLog log) : IEndpointFilter
{
    private const string Scheme = "Bearer ";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        try
        {
            var text = Text(http.Request);
            var address = http.Connection.RemoteIpAddress;
            if (guard.Admit(text, address, http.TraceIdentifier) is { } admitted)
            {
                var caller = admitted with { Program = TokenCaller.ProgramOf(http.Request.Headers.UserAgent) };
                return limits.Use(caller.Token.Id) is { } wait ? TooMany(http, wait) : await next(With(context, caller));
            }
            if (limits.Fail(address) is { } later)
            {
                return TooMany(http, later);
            }
            await guard.RecordTurnedAwayAsync(text, address, http.TraceIdentifier);
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return ApiProblem.Unauthorized;
        }
        catch (LimitReachedException limit) when (limit.RetryAfter is { } wait)
        {
            return TooMany(http, wait);
        }
        catch (Exception exception) when (failures.Answer(exception) is { } answer)
        {
            return answer;
        }
    }

    /// <summary>The program of an admitted request.</summary>
    public static TokenCaller CallerOf(HttpContext context) => (TokenCaller)context.Items[typeof(TokenCaller)]!;

    private static EndpointFilterInvocationContext With(EndpointFilterInvocationContext context, TokenCaller caller)
    {
        context.HttpContext.Items[typeof(TokenCaller)] = caller;
        return context;
    }

    private static string? Text(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;

    private IResult TooMany(HttpContext context, int seconds)
    {
        log.Tell("api", $"A call of the API from {context.Connection.RemoteIpAddress} was refused: more than its token, or its address with wrong tokens, may ask for (Limits:… in docs/operations.md). If that is a proxy's address, name it in TrustedProxies.");
        context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return ApiProblem.Of(429, ProblemCode.RateLimited, "Too many requests: wait for the seconds that Retry-After names.");
    }
}
