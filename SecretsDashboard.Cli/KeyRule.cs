namespace SecretsDashboard.Cli;

/// <summary>
/// The naming rule of keys and the reserved names, as the server has them: what a program can receive as an environment
/// variable and what would not run code there. Whether a project takes lower case is the server's decision.
/// </summary>
internal static class KeyRule
{
    private const int Longest = 128;

    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "PATH", "IFS", "ENV", "BASH_ENV", "SHELLOPTS", "PS4", "PROMPT_COMMAND", "NODE_OPTIONS", "NODE_PATH", "PYTHONPATH", "PYTHONHOME",
        "PYTHONSTARTUP", "RUBYOPT", "RUBYLIB", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "GIT_EXEC_PATH", "GCONV_PATH", "OPENSSL_CONF",
    };

    private static readonly string[] ReservedPrefixes = ["LD_", "DYLD_", "PERL5", "DOTNET_", "CORECLR_", "COMPlus_", "GIT_SSH", "GIT_CONFIG", "SECRETS_"];

    /// <summary>
    /// What is wrong with it, as half a sentence that follows "the key"; null: nothing. Only reserved names are repeated in it:
    /// anything else might be a value that stands in the wrong place.
    /// </summary>
    public static string? Problem(string key)
    {
        if (key.Length is 0 or > Longest)
        {
            return $"must have 1 to {Longest} characters";
        }

        if (char.IsAsciiDigit(key[0]) || key.Any(static character => !char.IsAsciiLetterOrDigit(character) && character != '_'))
        {
            return "must consist of letters A to Z, digits and _ and must not start with a digit";
        }

        if (key.Any(char.IsAsciiLetterLower) && key.Any(char.IsAsciiLetterUpper))
        {
            return "must not mix upper and lower case";
        }

        return IsReserved(key) ? $"{key} is reserved: it changes how programs load or run" : null;
    }

    private static bool IsReserved(string key) =>
        Reserved.Contains(key) || ReservedPrefixes.Any(prefix => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
