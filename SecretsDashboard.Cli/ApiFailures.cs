using System.Net;

namespace SecretsDashboard.Cli;

/// <summary>
/// What each way to fail at the server means for the person who runs the client: an exit code, what happened, what mends it. It
/// goes by the problem's code and the status alone and repeats nothing the server wrote.
/// </summary>
internal static class ApiFailures
{
    private const string ProxyHint = "it comes from HTTPS_PROXY or ALL_PROXY; NO_PROXY names servers that need none";

    /// <summary>No answer came.</summary>
    /// <param name="failure">What HTTP says.</param>
    /// <param name="byProxy">Whether the way leads over a proxy.</param>
    public static ClientFailure Of(HttpRequestException failure, bool byProxy) => failure.HttpRequestError switch
    {
        HttpRequestError.ProxyTunnelError => Proxy(failure.StatusCode),
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError when byProxy =>
            Silent($"the proxy cannot be reached: {ProxyHint}", Repetition.Always),
        HttpRequestError.ConnectionError => Silent("the server cannot be reached; check that it runs and SECRETS_URL", Repetition.Always),
        HttpRequestError.NameResolutionError => Silent("the server cannot be reached: no machine has its name; check SECRETS_URL"),
        HttpRequestError.SecureConnectionError when failure.InnerException is IOException => Broken(Repetition.Always),
        HttpRequestError.SecureConnectionError => Silent(
            "the server's certificate is not trusted or it does not speak TLS; check SECRETS_URL, or name its authority in SSL_CERT_FILE"),
        HttpRequestError.ConfigurationLimitExceeded => Unavailable("the server's answer is larger than 64 MiB; check SECRETS_URL"),
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError => NoServer("the answer is not HTTP"),
        _ => Broken(Repetition.IfHarmless),
    };

    public static ClientFailure TooSlow() => new(ExitCode.Unavailable, $"the server did not answer in time; check that it runs, or set {TimeLimit.Variable} to more seconds")
    {
        ServerSilent = true,
        IsTooSlow = true,
    };

    /// <summary>The answer came and is not what the API gives.</summary>
    public static ClientFailure Garbage() => NoServer("the answer is not one of this API");

    /// <summary>A refusal.</summary>
    /// <param name="code">What the server says in its own form; null: something else answered, or the server broke down.</param>
    /// <param name="isAboutKey">Whether one secret was asked for.</param>
    /// <param name="wait">How long the answer asks to wait; null: it does not say.</param>
    public static ClientFailure Of(HttpStatusCode status, string? code, bool isAboutKey, TimeSpan? wait) =>
        code is null ? OfStranger(status, wait) : OfServer(status, code, isAboutKey, wait);

    private static ClientFailure OfServer(HttpStatusCode status, string code, bool isAboutKey, TimeSpan? wait) => (status, code) switch
    {
        (HttpStatusCode.Unauthorized, _) => new(ExitCode.TokenRefused, "the server refused the token: it is wrong, expired or revoked; make a new one on the project's Tokens page")
        {
            TokenRefused = code == "unauthorized",
        },
        (HttpStatusCode.Forbidden, _) => new(ExitCode.TokenRefused, "the token may not do this: it lacks the right, or this address is not on its list; its row on the project's Tokens page says which")
        {
            TokenRefused = code == "forbidden",
        },
        (_, "not_found") when isAboutKey => new(ExitCode.Refused, "there is no such secret in this environment; `secrets list` shows the names"),
        (_, "precondition_failed") => new(ExitCode.Refused, "the secret was changed meanwhile; look at it and try again"),
        (_, "invalid_key") => new(ExitCode.BadData, "the server refused the key: this project takes upper case letters, digits and _ (its settings may allow lower case)"),
        (_, "reserved_key") => new(ExitCode.BadData, "the server refused the key: it is reserved because it changes how programs load or run"),
        (_, "invalid_value") => new(ExitCode.BadData, "the server refused the value: it must be 1 to 65,536 bytes of UTF-8 without NUL"),
        (_, "too_large") => new(ExitCode.BadData, "the server refused the value: it is too large"),
        (_, "project_full") => new(ExitCode.TryLater, "the project is full; delete secrets that nobody needs, or ask the server's operator for more"),
        (HttpStatusCode.TooManyRequests, _) => new(ExitCode.TryLater, "the server takes no more requests for now; try again in a minute")
        {
            Repetition = wait is null ? Repetition.Never : Repetition.Always,
            RepeatAfter = wait,
        },
        (_, "integrity_failed") => Unavailable("a stored value was altered or is damaged, so nothing is delivered; the server's log names its key"),
        (_, "audit_unavailable") => Unavailable("the server cannot record the access and gives nothing unrecorded; its log says why (a full disk?)", wait),
        (_, "unavailable") => Unavailable("the server cannot reach its storage; its health page and log say why", wait),
        _ when (int)status >= 500 => Unavailable($"the server failed (HTTP {(int)status}); its log says why"),
        (_, "not_found") => Unavailable("the server has no such call at this address; check SECRETS_URL"),
        _ => Unavailable($"the server refused the call for a reason this client does not know (HTTP {(int)status}); check SECRETS_URL, or take the newest client"),
    };

    // none of this is the server's own word, so none of it is about the token or the secret
    private static ClientFailure OfStranger(HttpStatusCode status, TimeSpan? wait) => (int)status switch
    {
        401 or 403 or 407 or 511 => Silent($"something on the way to the server refused the request (HTTP {(int)status}), and not the server: a proxy, a firewall or a sign-in page; check SECRETS_URL"),
        413 => Silent("something on the way to the server takes no request of this size (HTTP 413): its proxy must let 4 MiB pass"),
        429 => new(ExitCode.TryLater, "something on the way to the server takes no more requests for now (HTTP 429); try again in a minute")
        {
            ServerSilent = true,
            Repetition = wait is null ? Repetition.Never : Repetition.Always,
            RepeatAfter = wait,
        },
        503 => Silent("a proxy answers instead of the server (HTTP 503); check that the server runs", Repetition.Always, wait),
        502 or 504 => Silent($"a proxy answers instead of the server (HTTP {(int)status}); check that the server runs", Repetition.IfHarmless, wait),
        >= 300 and < 400 => NoServer($"it redirects (HTTP {(int)status}) and redirects are not followed"),
        >= 500 => Silent($"the server failed (HTTP {(int)status}); its log says why"),
        _ => NoServer($"the answer is not one of this API (HTTP {(int)status})"),
    };

    private static ClientFailure Proxy(HttpStatusCode? status) => status switch
    {
        HttpStatusCode.ProxyAuthenticationRequired => Silent($"the proxy wants a name and a password (HTTP 407), as in http://name:password@proxy:3128; {ProxyHint}"),
        { } other => Silent($"the proxy does not connect to the server (HTTP {(int)other}): {ProxyHint}", (int)other is 502 or 503 or 504 ? Repetition.Always : Repetition.Never),
        null => Silent($"the proxy does not connect to the server: {ProxyHint}", Repetition.Always),
    };

    private static ClientFailure Broken(Repetition repetition) => Silent("the connection to the server broke; check that it runs", repetition);

    private static ClientFailure NoServer(string what) => Silent($"no SecretsDashboard there: {what}; check SECRETS_URL");

    private static ClientFailure Unavailable(string message) => new(ExitCode.Unavailable, message);

    private static ClientFailure Unavailable(string message, TimeSpan? wait) => new(ExitCode.Unavailable, message) { Repetition = Repetition.Always, RepeatAfter = wait };

    private static ClientFailure Silent(string message, Repetition repetition = Repetition.Never, TimeSpan? wait = null) =>
        new(ExitCode.Unavailable, message) { ServerSilent = true, Repetition = repetition, RepeatAfter = wait };
}
