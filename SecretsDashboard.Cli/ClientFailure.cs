namespace SecretsDashboard.Cli;

/// <summary>
/// Ends the client with an exit code and one line: what failed, and a hint. It holds no value, no token and nothing the server
/// wrote; the code that throws it sees to that.
/// </summary>
internal sealed class ClientFailure(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>The server itself said nothing: it was not reached, or something else answered. An earlier answer may stand in where one was asked for.</summary>
    public bool ServerSilent { get; init; }

    /// <summary>The server itself refused the token, so nothing delivered for it earlier may be used again.</summary>
    public bool TokenRefused { get; init; }

    /// <summary>The time was over before an answer came.</summary>
    public bool IsTooSlow { get; init; }

    /// <summary>When the same call may be made again.</summary>
    public Repetition Repetition { get; init; }

    /// <summary>How long the answer asks to wait before that; null: it does not say.</summary>
    public TimeSpan? RepeatAfter { get; init; }

    /// <summary>The same failure of a call that the server may have done before it failed.</summary>
    public ClientFailure ThatMayBeDone() => new(ExitCode, $"{Message}; it may have been done all the same") { ServerSilent = ServerSilent, IsTooSlow = IsTooSlow };
}
