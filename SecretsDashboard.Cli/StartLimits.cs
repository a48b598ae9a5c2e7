namespace SecretsDashboard.Cli;

/// <summary>
/// What the operating system takes when a command starts. It refuses, before anything is tried, what would not fit: the system
/// itself only says that the list is too long.
/// </summary>
internal static class StartLimits
{
    // 32 pages of 4 KiB (MAX_ARG_STRLEN); larger pages allow more than any secret has
    private const int LongestString = 131_072;

    private const ulong Least = 131_072;
    private const ulong Most = 6 * 1024 * 1024;
    private const ulong MacTotal = 1024 * 1024;

    // the file's name once more, the auxiliary vector's strings and alignment
    private const ulong Reserve = 4096 + 512;

    /// <exception cref="ClientFailure">One string or all of them together are too long; the command was not started.</exception>
    public static void Check(IReadOnlyList<byte[]> command, IReadOnlyList<byte[]> variables)
    {
        ulong total = Reserve;
        foreach (var text in command.Concat(variables))
        {
            if (text.Length >= LongestString && OperatingSystem.IsLinux())
            {
                throw Refused($"{Name(text)} is longer than the {LongestString / 1024} KiB the system takes for one");
            }

            // its end and the pointer to it
            total += (ulong)text.Length + 1 + (ulong)nint.Size;
        }

        if (total > Total())
        {
            throw Refused($"all of them together are larger than the {Total() / 1024} KiB the system takes; --only KEY,… hands over fewer");
        }
    }

    /// <summary>The refusal, also for where only the system knew.</summary>
    public static ClientFailure Refused(string why) => new(ExitCode.BadData, $"the variables do not fit into an environment: {why}; the command was not started");

    // Linux: a quarter of the stack's limit, at most 6 MiB, never below 128 KiB
    private static ulong Total() => OperatingSystem.IsMacOS() ? MacTotal : Math.Clamp((Posix.StackBytes() ?? ulong.MaxValue) / 4, Least, Most);

    private static string Name(byte[] text)
    {
        var equals = Array.IndexOf(text, (byte)'=');
        var name = equals is > 0 and <= 128 ? System.Text.Encoding.Latin1.GetString(text, 0, equals) : "";
        return KeyRule.Problem(name) is null ? name : "one argument or variable";
    }
}
