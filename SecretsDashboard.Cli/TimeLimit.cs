using System.Globalization;

namespace SecretsDashboard.Cli;

/// <summary>How long one call to the server may take with all its tries: SECRETS_TIMEOUT in seconds, or 15. It refuses anything that is not 1 to 300.</summary>
internal static class TimeLimit
{
    public const string Variable = "SECRETS_TIMEOUT";

    /// <exception cref="ClientFailure">The variable holds something else.</exception>
    public static TimeSpan Read()
    {
        var text = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrWhiteSpace(text))
        {
            return TimeSpan.FromSeconds(15);
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 300
            ? TimeSpan.FromSeconds(seconds)
            : throw new ClientFailure(ExitCode.BadSettings, $"{Variable} must be a whole number of seconds, 1 to 300");
    }
}
