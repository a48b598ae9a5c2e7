using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SecretsDashboard.Cli;

namespace SecretsDashboard.Secrets;

/// <summary>Reads quoted text of YAML on one line: <c>'…'</c> with <c>''</c> for a quote, <c>"…"</c> with the escapes of YAML and JSON. An escape that is none is refused.</summary>
internal static class YamlQuotes
{
    private const string NoEscape = "a backslash in \"…\" begins an escape, and this one is unknown: write it as two, or the value in '…'";

    /// <param name="text">Begins with a quote.</param>
    public static (byte[] Value, string? Problem) Read(ReadOnlySpan<byte> text)
    {
        var quote = text[0];
        var value = JsonMap.Room(text.Length);
        var (at, length) = (1, 0);
        while (at < text.Length && (text[at] != quote || (quote == '\'' && text[at..] is [_, (byte)'\'', ..])))
        {
            var read = 1;
            if (text[at] == quote)
            {
                read = 2;
                value[length++] = quote;
            }
            else if (quote == '"' && text[at] == '\\')
            {
                read = 1 + Escape(text[(at + 1)..], value.AsSpan(length), out var written);
                if (read == 1)
                {
                    CryptographicOperations.ZeroMemory(value);
                    return ([], NoEscape);
                }
                length += written;
            }
            else
            {
                value[length++] = text[at];
            }
            at += read;
        }
        var after = at < text.Length ? text[(at + 1)..] : default;
        if (at >= text.Length || !(after.IsEmpty || (DotEnv.Blanks.Contains(after[0]) && after.TrimStart(DotEnv.Blanks) is [] or [(byte)'#', ..])))
        {
            CryptographicOperations.ZeroMemory(value);
            return ([], at >= text.Length ? "the quote is never closed" : "after the closing quote only a comment may follow");
        }
        return (JsonMap.Exactly(value, length), null);
    }

    // how many bytes behind the backslash it takes; 0: it is no escape
    private static int Escape(ReadOnlySpan<byte> text, Span<byte> to, out int written)
    {
        written = 1;
        if (text.IsEmpty)
        {
            return 0;
        }
        var digits = text[0] switch { (byte)'x' => 2, (byte)'u' => 4, (byte)'U' => 8, _ => 0 };
        if (digits > 0)
        {
            return Character(text, digits, to, out written);
        }
        var one = text[0] switch
        {
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            (byte)'v' => (byte)'\v',
            (byte)'a' => (byte)7,
            (byte)'e' => (byte)27,
            (byte)'"' or (byte)'\\' or (byte)'/' or (byte)' ' => text[0],
            _ => (byte)0,
        };
        to[0] = one;
        return one == 0 ? 0 : 1;
    }

    private static int Character(ReadOnlySpan<byte> text, int digits, Span<byte> to, out int written)
    {
        written = 0;
        if (!Number(text[1..], digits, out var number))
        {
            return 0;
        }
        var length = 1 + digits;
        // two halves of one character, as JSON writes them
        if (digits == 4 && char.IsHighSurrogate((char)number) && text[length..] is [(byte)'\\', (byte)'u', ..] && Number(text[(length + 2)..], 4, out var low) && char.IsLowSurrogate((char)low))
        {
            number = (uint)char.ConvertToUtf32((char)number, (char)low);
            length += 6;
        }
        if (number == 0 || !Rune.TryCreate(number, out var rune))
        {
            return 0;
        }
        written = rune.EncodeToUtf8(to);
        return length;
    }

    private static bool Number(ReadOnlySpan<byte> text, int digits, out uint number)
    {
        number = 0;
        return text.Length >= digits && Utf8Parser.TryParse(text[..digits], out number, out var read, 'x') && read == digits;
    }
}
