namespace SecretsDashboard.Cli;

/// <summary>
/// Ends the client with an exit code and one line: what failed, and a hint. It holds no value, no token and nothing the server
/// wrote; whoever throws it sees to that.
/// </summary>
internal sealed class ClientFailure(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>The server was not reached, so an earlier answer may stand in where one was asked for.</summary>
    public bool ServerNotReached { get; init; }

    /// <summary>The server itself refused the token, so nothing delivered for it earlier may be used again.</summary>
    public bool TokenRefused { get; init; }
}
