namespace SecretsDashboard.Secrets;

/// <summary>
/// Variables that change how a shell, a loader or a runtime behaves: setting one would run code or break the program that
/// receives it, so no secret may have such a name.
/// </summary>
internal static class ReservedKeys
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "PATH", "IFS", "ENV", "BASH_ENV", "SHELLOPTS", "PS4", "PROMPT_COMMAND", "NODE_OPTIONS", "NODE_PATH", "PYTHONPATH", "PYTHONHOME",
        "PYTHONSTARTUP", "RUBYOPT", "RUBYLIB", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "GIT_EXEC_PATH", "GCONV_PATH", "OPENSSL_CONF",
    };

    private static readonly string[] Prefixes = ["LD_", "DYLD_", "PERL5", "DOTNET_", "CORECLR_", "COMPlus_", "GIT_SSH", "GIT_CONFIG", "SECRETS_"];

    /// <summary>The refusal as a sentence; null: the name is free.</summary>
    public static string? Problem(string key)
    {
        var prefix = Prefixes.FirstOrDefault(prefix => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
        return prefix is not null ? $"{key} is reserved: names that start with {prefix} change how programs load or run"
            : Names.Contains(key) ? $"{key} is reserved: it changes how programs load or run"
            : null;
    }
}
