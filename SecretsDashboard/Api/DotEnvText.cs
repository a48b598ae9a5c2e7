using System.Buffers;

namespace SecretsDashboard.Api;

/// <summary>
/// Writes UTF-8 bytes as a double-quoted value of a <c>.env</c> file, so that the client's parser and the common ones read the same
/// bytes back: backslash, quote and dollar are escaped, line ends, carriage returns and tabs are written as <c>\n</c>, <c>\r</c>, <c>\t</c>.
/// </summary>
internal static class DotEnvText
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create("\"\\$\n\r\t"u8);

    public static void Write(AnswerBuffer answer, ReadOnlySpan<byte> text)
    {
        answer.Write((byte)'"');
        while (text.IndexOfAny(Escaped) is var at and >= 0)
        {
            answer.Write(text[..at]);
            answer.Write([(byte)'\\', text[at] switch { (byte)'\n' => (byte)'n', (byte)'\r' => (byte)'r', (byte)'\t' => (byte)'t', var other => other }]);
            text = text[(at + 1)..];
        }
        answer.Write(text);
        answer.Write((byte)'"');
    }
}
