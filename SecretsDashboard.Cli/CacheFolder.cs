namespace SecretsDashboard.Cli;

/// <summary>Where sealed answers are kept: $XDG_CACHE_HOME/secrets, ~/.cache/secrets, or Windows' local data. It refuses to guess where there is no home.</summary>
internal static class CacheFolder
{
    /// <exception cref="ClientFailure">This user has no such place.</exception>
    public static string Find()
    {
        if (OperatingSystem.IsWindows())
        {
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "secrets");
        }

        // relative paths in it are invalid and to be ignored (XDG Base Directory Specification)
        if (Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { } cache && Path.IsPathRooted(cache))
        {
            return Path.Combine(cache, "secrets");
        }

        return Environment.GetEnvironmentVariable("HOME") is { } home && Path.IsPathRooted(home)
            ? Path.Combine(home, ".cache", "secrets")
            : throw new ClientFailure(ExitCode.BadSettings, "--cache needs a place: set XDG_CACHE_HOME or HOME to an absolute path");
    }
}
