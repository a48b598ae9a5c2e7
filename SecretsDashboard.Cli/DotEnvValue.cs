using System.Buffers;
using System.Security.Cryptography;
using System.Text.Unicode;

namespace SecretsDashboard.Cli;

/// <summary>
/// Reads what stands behind the = of a .env file: text up to the end of the line or a comment, or quoted parts that touch one another, as a
/// shell reads them: <c>'…'</c>, <c>"…"</c>, <c>$'…'</c>, and <c>\'</c> between two of them. What a shell would run, or would read in another
/// way, is not taken but told.
/// </summary>
internal sealed class DotEnvValue
{
    private const string Runs = "nothing is run here: write the value in '…' to keep ` and $( as they are, or write what the command would give";
    private const string Backslash = "a shell would not keep this backslash: write the value in '…' to keep it, or without the backslash";
    private const string LateQuote = "$'…' and $\"…\" stand at the start of a value: write the value in '…' to keep it as it is";

    // what bash's printf %q puts a backslash before
    private static readonly SearchValues<byte> Special = SearchValues.Create(" \t\"'$&()*,;<>?[\\]^`{|}~!#"u8);

    private readonly List<Part> parts = [];

    private DotEnvValue()
    {
    }

    private enum Form
    {
        Kept,
        Escaped,
        AnsiC,
    }

    /// <summary>How much of the text it takes, with the end of its line.</summary>
    public int Length { get; private set; }

    /// <summary>How many line ends lie in it, before that of its line, or before where it is refused.</summary>
    public int Breaks { get; private set; }

    /// <summary>Why the whole file is refused; null: it is not.</summary>
    public string? Refusal { get; private set; }

    /// <inheritdoc cref="DotEnv.Entry.Problem"/>
    public string? Problem { get; private set; }

    /// <inheritdoc cref="DotEnv.Entry.Note"/>
    public string? Note { get; private set; }

    /// <summary>UTF-8 without NUL, pinned; empty where it is not taken. The caller zeroes it.</summary>
    public byte[] Bytes { get; private set; } = [];

    /// <param name="text">All from behind the =, without NUL.</param>
    public static DotEnvValue Read(ReadOnlySpan<byte> text)
    {
        var value = new DotEnvValue();
        var start = text.Length - text.TrimStart(DotEnv.Blanks).Length;
        if (text[start..] is [(byte)'"' or (byte)'\'', ..] or [(byte)'$', (byte)'"' or (byte)'\'', ..])
        {
            value.Quoted(text, start);
        }
        else
        {
            value.Plain(text);
        }
        if (value is { Refusal: null, Problem: null })
        {
            value.Decode(text);
        }
        return value;
    }

    private void Plain(ReadOnlySpan<byte> text)
    {
        var line = DotEnv.FirstLine(text, out var next);
        Length = next;
        if (line.Contains((byte)'\r'))
        {
            Refusal = "a carriage return stands alone: lines end with LF or CRLF";
            return;
        }
        for (var at = 1; at < line.Length; at++)
        {
            if (line[at] == '#' && DotEnv.Blanks.Contains(line[at - 1]))
            {
                line = line[..at];
            }
        }
        var start = line.Length - line.TrimStart(DotEnv.Blanks).Length;
        var kept = line[start..].TrimEnd(DotEnv.Blanks);
        parts.Add(new Part(start, kept.Length, Form.Kept));
        Problem = kept.Contains((byte)'`') || kept.IndexOf("$("u8) >= 0 ? Runs
            : kept.IndexOf("$'"u8) >= 0 || kept.IndexOf("$\""u8) >= 0 ? LateQuote
            : HasShellBackslash(kept) ? Backslash
            : null;
        Note = kept.IndexOf("${"u8) >= 0 ? Reference : kept.IndexOfAny((byte)'"', (byte)'\'') >= 0 ? "its quotes are kept: they do not stand around all of it" : null;
    }

    private static string Reference => "${…} is kept as it is: nothing is put in its place";

    private static bool HasShellBackslash(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && (at + 1 == text.Length || Special.Contains(text[at + 1])))
            {
                return true;
            }
        }
        return false;
    }

    private void Quoted(ReadOnlySpan<byte> text, int at)
    {
        while (Next(text[at..], out var open, out var form))
        {
            var quote = text[at + open - 1];
            var length = form == Form.Kept ? text[(at + open)..].IndexOf(quote) : EndOf(text[(at + open)..], quote);
            if (length < 0)
            {
                (Refusal, Length) = ($"the quote {(char)quote} that starts here is never closed: close it at the end of its value", text.Length);
                return;
            }
            var part = text.Slice(at + open, length);
            parts.Add(new Part(at + open, length, form));
            if (form == Form.Escaped)
            {
                Look(part);
            }
            Breaks += part.Count((byte)'\n');
            at += open + length + 1;
            while (text[at..] is [(byte)'\\', (byte)'\'', ..])
            {
                parts.Add(new Part(at + 1, 1, Form.Kept));
                at += 2;
            }
        }
        var after = DotEnv.FirstLine(text[at..], out var next);
        var tail = after.TrimStart(DotEnv.Blanks);
        if (!tail.IsEmpty && (tail[0] != '#' || tail.Length == after.Length))
        {
            var began = Breaks == 0 ? "" : $" (this value began {Breaks:N0} {(Breaks == 1 ? "line" : "lines")} before)";
            Refusal = $"after the closing quote only a comment may follow, with a space before its #{began}; a quote inside '…' is written '\\'', as in 'it'\\''s'";
        }
        Length = at + next;
    }

    // the next part, how long what opens it is, and how it is read; false: no more parts
    private static bool Next(ReadOnlySpan<byte> text, out int open, out Form form)
    {
        open = text is [(byte)'$', ..] ? 2 : 1;
        form = text is [(byte)'\'', ..] ? Form.Kept : text is [(byte)'$', (byte)'\'', ..] ? Form.AnsiC : Form.Escaped;
        return text is [(byte)'"' or (byte)'\'', ..] or [(byte)'$', (byte)'"' or (byte)'\'', ..];
    }

    private static int EndOf(ReadOnlySpan<byte> text, byte quote)
    {
        for (var at = 0; at < text.Length; at += text[at] == '\\' ? 2 : 1)
        {
            if (text[at] == quote)
            {
                return at;
            }
        }
        return -1;
    }

    // a shell runs and replaces within "…" as well
    private void Look(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length; at += text[at] == '\\' ? 2 : 1)
        {
            if (text[at..] is [(byte)'`', ..] or [(byte)'$', (byte)'(', ..])
            {
                Problem = Runs;
            }
            else if (text[at..] is [(byte)'$', (byte)'{', ..])
            {
                Note = Reference;
            }
        }
    }

    // no form is longer than what it is written as; pinned, so that the collector leaves no second copy behind when it moves things
    private void Decode(ReadOnlySpan<byte> text)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(parts.Sum(static part => part.Length), pinned: true);
        var length = 0;
        foreach (var (start, size, form) in parts)
        {
            var part = text.Slice(start, size);
            length += form switch
            {
                Form.Escaped => DotEnvEscapes.Quoted(part, buffer.AsSpan(length)),
                Form.AnsiC => DotEnvEscapes.AnsiC(part, buffer.AsSpan(length)),
                _ => Copy(part, buffer.AsSpan(length)),
            };
        }
        var bytes = buffer.AsSpan(0, length);
        if (bytes.Contains((byte)0) || !Utf8.IsValid(bytes))
        {
            Problem = "an escape in $'…' stands for a NUL or for bytes that are not UTF-8 text";
        }
        else if (length == buffer.Length)
        {
            Bytes = buffer;
            return;
        }
        else
        {
            Bytes = GC.AllocateUninitializedArray<byte>(length, pinned: true);
            bytes.CopyTo(Bytes);
        }
        CryptographicOperations.ZeroMemory(buffer);
    }

    private static int Copy(ReadOnlySpan<byte> from, Span<byte> to)
    {
        from.CopyTo(to);
        return from.Length;
    }

    private readonly record struct Part(int Start, int Length, Form Form);
}
