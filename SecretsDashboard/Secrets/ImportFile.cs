using SecretsDashboard.Cli;

namespace SecretsDashboard.Secrets;

/// <summary>Reads a file of names and values for people: a .env file, or a flat map as JSON or YAML, told apart by how it begins. A line that breaks a rule refuses itself.</summary>
internal static class ImportFile
{
    /// <summary>Reads the bytes of a whole file; the caller keeps and zeroes them.</summary>
    /// <param name="file">All of it.</param>
    /// <param name="takesComments">Entries have the comments above them.</param>
    public static DotEnv Parse(ReadOnlySpan<byte> file, bool takesComments)
    {
        var text = file.StartsWith("\uFEFF"u8) ? file[3..] : file;
        var isText = DotEnvBytes.Problem(file) is null;
        return isText && IsJson(text) ? JsonMap.Parse(text, SecretImport.MostNames)
            : isText && IsYaml(text) ? YamlMap.Parse(text, SecretImport.MostNames, takesComments)
            : DotEnv.Parse(file, SecretImport.MostNames, keepsRest: true, takesComments);
    }

    private static bool IsJson(ReadOnlySpan<byte> text) => text.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    // the first line that says something: a name with a colon behind it, or the mark of a document
    private static bool IsYaml(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var line = DotEnv.FirstLine(text, out var next).TrimEnd(DotEnv.Blanks);
            text = text[next..];
            if (line.TrimStart(DotEnv.Blanks) is [] or [(byte)'#', ..])
            {
                continue;
            }
            var colon = YamlMap.Colon(line);
            return line.SequenceEqual("---"u8) || (colon > 0 && !line[..colon].ContainsAny("= \t"u8));
        }
        return false;
    }
}
