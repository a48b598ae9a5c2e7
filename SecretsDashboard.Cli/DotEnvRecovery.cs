using System.Buffers;

namespace SecretsDashboard.Cli;

/// <summary>
/// What a line of a .env file that breaks a rule means for those around it: where reading goes on, and whether the value before it may have been
/// meant to run over lines. It looks at the text, and takes nothing of it.
/// </summary>
internal static class DotEnvRecovery
{
    /// <summary>The rule that a line with such a quote breaks.</summary>
    public const string Open = "a quote that starts here is never closed: close it at the end of its value";

    // a line of base64 that says so by its length alone
    private const int LongLine = 20;

    private static readonly SearchValues<byte> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    /// <summary>Where the first line after the first begins that has a name before a =; 0: there is none.</summary>
    /// <param name="text">What a value that is refused took for itself, from behind its =.</param>
    /// <param name="passed">The lines before it.</param>
    public static int NextName(ReadOnlySpan<byte> text, out int passed)
    {
        passed = 0;
        DotEnv.FirstLine(text, out var at);
        while (at < text.Length)
        {
            passed++;
            var line = DotEnv.FirstLine(text[at..], out var next).TrimStart(DotEnv.Blanks);
            line = line.StartsWith("export "u8) ? line["export ".Length..] : line;
            if (line.IndexOf((byte)'=') is > 0 and var equals && IsName(line[..equals].TrimEnd(DotEnv.Blanks)))
            {
                return at;
            }
            at += next;
        }
        return 0;
    }

    /// <summary>The value before it is cut off, or the line looks like what stands within a key: stored as it is, the value would be half of one.</summary>
    /// <param name="value">What the line before gave its name.</param>
    /// <param name="line">The line that breaks a rule.</param>
    public static bool IsPerhapsPart(ReadOnlySpan<byte> value, ReadOnlySpan<byte> line)
    {
        var body = line.TrimEnd("= \t"u8);
        return value.StartsWith("-----BEGIN"u8) || value is [(byte)'{', .., not (byte)'}'] or [(byte)'{'] or [(byte)'[', .., not (byte)']'] or [(byte)'[']
            || (body.Length > 0 && !body.ContainsAnyExcept(Base64) && (body.Length >= LongLine || (body.ContainsAny("+/"u8) && body.Length < line.Length)));
    }

    // of one case: what is left of base64 mixes them, and is no name
    private static bool IsName(ReadOnlySpan<byte> text) =>
        DotEnv.ProblemOfName(text) is null && (text.IndexOfAnyInRange((byte)'a', (byte)'z') < 0 || text.IndexOfAnyInRange((byte)'A', (byte)'Z') < 0);
}
