using System.Buffers;
using System.Buffers.Text;

namespace SecretsDashboard.Api;

/// <summary>
/// Writes UTF-8 bytes as a JSON string (RFC 8259): quotes, backslashes and control characters are escaped, all else stays. The
/// framework's writer would leave copies of values in pooled memory.
/// </summary>
internal static class JsonText
{
    private static readonly SearchValues<byte> Escaped = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 32).Select(number => (byte)number)]);

    public static void Write(AnswerBuffer answer, ReadOnlySpan<byte> text)
    {
        answer.Write((byte)'"');
        while (text.IndexOfAny(Escaped) is var at and >= 0)
        {
            answer.Write(text[..at]);
            Escape(answer, text[at]);
            text = text[(at + 1)..];
        }
        answer.Write(text);
        answer.Write((byte)'"');
    }

    private static void Escape(AnswerBuffer answer, byte single)
    {
        switch (single)
        {
            case (byte)'"' or (byte)'\\':
                answer.Write([(byte)'\\', single]);
                break;
            case (byte)'\n':
                answer.Write("\\n"u8);
                break;
            case (byte)'\r':
                answer.Write("\\r"u8);
                break;
            case (byte)'\t':
                answer.Write("\\t"u8);
                break;
            default:
                Span<byte> hex = stackalloc byte[2];
                Utf8Formatter.TryFormat(single, hex, out _, new StandardFormat('x', 2));
                answer.Write("\\u00"u8);
                answer.Write(hex);
                break;
        }
    }
}
