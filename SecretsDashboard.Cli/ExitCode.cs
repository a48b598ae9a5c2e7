namespace SecretsDashboard.Cli;

/// <summary>The exit codes scripts may rely on; the numbers above 63 are those of sysexits.h. A number is never given a second meaning.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Nothing to do it to: no such secret here, or changed meanwhile.</summary>
    public const int Refused = 1;

    public const int Usage = 64;

    /// <summary>A key, a value or a file breaks a rule, or the secrets do not fit into an environment.</summary>
    public const int BadData = 65;

    /// <summary>A file or standard input cannot be read.</summary>
    public const int NoInput = 66;

    /// <summary>The server cannot be reached, or what answers is not it.</summary>
    public const int Unavailable = 69;

    /// <summary>A defect of this program.</summary>
    public const int Defect = 70;

    /// <summary>What was asked for could not be written to standard output.</summary>
    public const int NoOutput = 74;

    public const int TryLater = 75;

    public const int TokenRefused = 77;

    public const int BadSettings = 78;

    public const int NotExecutable = 126;

    public const int NotFound = 127;
}
