using System.Net;

namespace SecretsDashboard.Cli;

/// <summary>
/// What each way to fail at the server means for the person who runs the client: an exit code, what happened, what mends it. It
/// goes by the problem's code and the status alone and repeats nothing the server wrote.
/// </summary>
internal static class ApiFailures
{
    public static ClientFailure Of(HttpRequestError error) => error switch
    {
        HttpRequestError.SecureConnectionError => Unavailable(
            "the server's certificate is not trusted or it does not speak TLS; check SECRETS_URL, or name its authority in SSL_CERT_FILE"),
        HttpRequestError.ConfigurationLimitExceeded => Unavailable("the server's answer is larger than 64 MiB; check SECRETS_URL"),
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError => NoServer("what answers does not speak HTTP"),
        _ => NotReached("the server cannot be reached; check that it runs and SECRETS_URL"),
    };

    public static ClientFailure TooSlow() => NotReached($"the server did not answer in time; check that it runs, or set {TimeLimit.Variable} to more seconds");

    /// <summary>The answer came and is not what the API gives.</summary>
    public static ClientFailure Garbage() => NoServer("the answer is not one of this API");

    public static ClientFailure Of(HttpStatusCode status, string? code) => (status, code) switch
    {
        (HttpStatusCode.Unauthorized, _) => new(ExitCode.TokenRefused, "the server refused the token: it is wrong, expired or revoked; make a new one on the project's Tokens page")
        {
            TokenRefused = code == "unauthorized",
        },
        (HttpStatusCode.Forbidden, _) => new(ExitCode.TokenRefused, "the token may not do this: it lacks the right, or this address is not on its list; its row on the project's Tokens page says which")
        {
            TokenRefused = code == "forbidden",
        },
        (_, "not_found") => new(ExitCode.Refused, "there is no such secret in this environment; `secrets list` shows the names"),
        (_, "precondition_failed") => new(ExitCode.Refused, "the secret was changed meanwhile; look at it and try again"),
        (_, "invalid_key") => new(ExitCode.BadData, "the server refused the key: this project takes upper case letters, digits and _ (its settings may allow lower case)"),
        (_, "reserved_key") => new(ExitCode.BadData, "the server refused the key: it is reserved because it changes how programs load or run"),
        (_, "invalid_value") => new(ExitCode.BadData, "the server refused the value: it must be 1 to 65,536 bytes of UTF-8 without NUL"),
        (_, "too_large") => new(ExitCode.BadData, "the server refused the value: it is too large"),
        (_, "project_full") => new(ExitCode.TryLater, "the project is full; delete secrets that nobody needs, or ask who runs the server for more"),
        (HttpStatusCode.TooManyRequests, _) => new(ExitCode.TryLater, "the server takes no more requests for now; try again in a minute"),
        (_, "audit_unavailable") => Unavailable("the server cannot record the access and gives nothing unrecorded; its log says why (a full disk?)"),
        (_, "unavailable") => Unavailable("the server cannot reach its storage; its health page and log say why"),
        (HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout, _) =>
            NotReached($"a proxy answers instead of the server (HTTP {(int)status}); check that the server runs"),
        _ when (int)status is >= 300 and < 400 => NoServer($"it redirects (HTTP {(int)status}) and redirects are not followed"),
        _ when (int)status >= 500 => Unavailable($"the server failed (HTTP {(int)status}); its log says why"),
        _ => NoServer($"the answer is not one of this API (HTTP {(int)status})"),
    };

    private static ClientFailure Unavailable(string message) => new(ExitCode.Unavailable, message);

    private static ClientFailure NoServer(string what) => Unavailable($"no SecretsDashboard there: {what}; check SECRETS_URL");

    private static ClientFailure NotReached(string message) => new(ExitCode.Unavailable, message) { ServerNotReached = true };
}
