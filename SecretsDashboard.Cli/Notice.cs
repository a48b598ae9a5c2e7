namespace SecretsDashboard.Cli;

/// <summary>One line on standard error under the program's name. It takes only what its callers know to be free of values and tokens.</summary>
internal static class Notice
{
    public static void Write(string line) => StandardStreams.Say($"secrets: {line}\n");
}
