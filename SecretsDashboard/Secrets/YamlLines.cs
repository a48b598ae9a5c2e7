using SecretsDashboard.Cli;

namespace SecretsDashboard.Secrets;

/// <summary>The lines of a file that are not read yet, with their numbers from 1.</summary>
internal ref struct YamlLines(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> rest = text;
    private int number = 1;

    /// <summary>How many bytes are left.</summary>
    public readonly int Length => rest.Length;

    /// <summary>Takes the next line, without its end; false: there is none.</summary>
    public bool Next(out ReadOnlySpan<byte> line, out int at)
    {
        at = number;
        line = DotEnv.FirstLine(rest, out var next);
        var isThere = !rest.IsEmpty;
        rest = rest[next..];
        number++;
        return isThere;
    }

    /// <summary>Looks at the next line; false: there is none.</summary>
    public readonly bool Peek(out ReadOnlySpan<byte> line)
    {
        line = DotEnv.FirstLine(rest, out _);
        return !rest.IsEmpty;
    }

    /// <summary>Takes the lines that belong to what stands before them by their indent, with the blank ones between; true: there were some.</summary>
    public bool SkipIndented()
    {
        var ahead = this;
        var found = false;
        while (ahead.Next(out var line, out _) && (line.Trim(DotEnv.Blanks).IsEmpty || DotEnv.Blanks.Contains(line[0])))
        {
            // a comment belongs to nothing
            if (line.TrimStart(DotEnv.Blanks) is [not (byte)'#', ..])
            {
                this = ahead;
                found = true;
            }
        }
        return found;
    }
}
