using SecretsDashboard.Cli;

namespace SecretsDashboard.Secrets;

/// <summary>Reads a literal block of YAML: the indented lines below a <c>|</c>, each break as LF. <c>|</c> ends it with one break, <c>|-</c> with none, <c>|+</c> with all there are.</summary>
internal static class YamlBlock
{
    /// <param name="sign">What stands behind the <c>|</c>.</param>
    /// <param name="rest">The lines below; the block is taken off them.</param>
    public static (byte[] Value, string? Problem) Read(ReadOnlySpan<byte> sign, ref YamlLines rest)
    {
        var comment = sign.IndexOf(" #"u8);
        sign = (comment < 0 ? sign : sign[..comment]).TrimEnd(DotEnv.Blanks);
        if (sign is not ([] or [(byte)'-'] or [(byte)'+']))
        {
            rest.SkipIndented();
            return ([], "behind | stands nothing, - or +");
        }
        var text = JsonMap.Room(rest.Length + 1);
        var (length, indent) = (0, -1);
        while (rest.Peek(out var line))
        {
            var isBlank = line.Trim(DotEnv.Blanks).IsEmpty;
            var spaces = line.Length - line.TrimStart((byte)' ').Length;
            if (!isBlank)
            {
                indent = indent < 0 ? spaces : indent;
                if (spaces == 0 || spaces < indent)
                {
                    break;
                }
            }
            rest.Next(out _, out _);
            var kept = indent >= 0 && line.Length > indent ? line[indent..] : [];
            kept.CopyTo(text.AsSpan(length));
            length += kept.Length;
            text[length++] = (byte)'\n';
        }
        var trimmed = text.AsSpan(0, length).TrimEnd((byte)'\n').Length;
        var kind = sign is [] ? (byte)0 : sign[0];
        return (JsonMap.Exactly(text, kind == '+' ? length : kind == '-' || trimmed == 0 ? trimmed : trimmed + 1), null);
    }
}
