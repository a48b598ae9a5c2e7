using System.Buffers.Text;
using System.Text;

namespace SecretsDashboard.Cli;

/// <summary>
/// What stands for what inside the quotes of a .env file, from bytes to bytes. An escape that is none stays as it is, backslash and all. Both
/// answer how many bytes they wrote, never more than they read.
/// </summary>
internal static class DotEnvEscapes
{
    private delegate int Escape(ReadOnlySpan<byte> text, Span<byte> to, out int written);

    /// <summary>Within <c>"…"</c>: <c>\n \r \t \\ \" \$ \`</c>.</summary>
    public static int Quoted(ReadOnlySpan<byte> text, Span<byte> to) => Unescape(text, to, QuotedOne);

    /// <summary>
    /// Within bash's <c>$'…'</c>: <c>\a \b \e \E \f \n \r \t \v \\ \' \" \?</c>, <c>\cX</c>, bytes as <c>\nnn</c> (octal) and <c>\xHH</c>,
    /// characters as <c>\uHHHH</c> and <c>\UHHHHHHHH</c>.
    /// </summary>
    public static int AnsiC(ReadOnlySpan<byte> text, Span<byte> to) => Unescape(text, to, AnsiCOne);

    private static int Unescape(ReadOnlySpan<byte> text, Span<byte> to, Escape escape)
    {
        var length = 0;
        for (var at = 0; at < text.Length;)
        {
            // 0: what follows the backslash is no escape
            var read = text[at] == '\\' && at + 1 < text.Length ? escape(text[(at + 1)..], to[length..], out var written) : written = 0;
            if (read == 0)
            {
                to[length] = text[at];
                (read, written) = (0, 1);
            }
            at += 1 + read;
            length += written;
        }
        return length;
    }

    private static int QuotedOne(ReadOnlySpan<byte> text, Span<byte> to, out int written) => One(text[0] switch
    {
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        (byte)'\\' or (byte)'"' or (byte)'$' or (byte)'`' => text[0],
        _ => null,
    }, 1, to, out written);

    private static int AnsiCOne(ReadOnlySpan<byte> text, Span<byte> to, out int written) => text switch
    {
        [(byte)'x', ..] => Number(text[1..], 2, to, isCharacter: false, out written),
        [(byte)'u', ..] => Number(text[1..], 4, to, isCharacter: true, out written),
        [(byte)'U', ..] => Number(text[1..], 8, to, isCharacter: true, out written),
        [>= (byte)'0' and <= (byte)'7', ..] => Octal(text, to, out written),
        [(byte)'c', < 0x80, ..] => One((byte)(char.ToUpperInvariant((char)text[1]) ^ 0x40), 2, to, out written),
        _ => One(text[0] switch
        {
            (byte)'a' => 0x07,
            (byte)'b' => (byte)'\b',
            (byte)'e' or (byte)'E' => 0x1B,
            (byte)'f' => (byte)'\f',
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            (byte)'v' => (byte)'\v',
            (byte)'\\' or (byte)'\'' or (byte)'"' or (byte)'?' => text[0],
            _ => null,
        }, 1, to, out written),
    };

    private static int One(byte? escaped, int read, Span<byte> to, out int written)
    {
        written = escaped is null ? 0 : 1;
        if (escaped is { } single)
        {
            to[0] = single;
        }
        return escaped is null ? 0 : read;
    }

    private static int Octal(ReadOnlySpan<byte> text, Span<byte> to, out int written)
    {
        var (number, read) = (0, 0);
        while (read < 3 && read < text.Length && text[read] is >= (byte)'0' and <= (byte)'7')
        {
            number = (number * 8) + (text[read++] - '0');
        }
        return One((byte)number, read, to, out written);
    }

    // what is no character becomes a NUL, which no value may have
    private static int Number(ReadOnlySpan<byte> text, int most, Span<byte> to, bool isCharacter, out int written)
    {
        written = 0;
        var digits = text[..Math.Min(most, text.Length)];
        if (!Utf8Parser.TryParse(digits, out uint number, out var read, 'x') || read == 0)
        {
            return 0;
        }
        if (!isCharacter)
        {
            return One((byte)number, read + 1, to, out written);
        }
        written = (Rune.TryCreate(number, out var rune) ? rune : default).EncodeToUtf8(to);
        return read + 1;
    }
}
