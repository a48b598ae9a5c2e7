using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace SecretsDashboard.Cli;

/// <summary>
/// Reads a .env file into names and values, byte for byte, or refuses the whole file with one line number and one rule. It
/// interpolates nothing, quotes nothing of the file in a refusal, and zeroes the values when disposed. It depends on nothing
/// but .NET, because the server uses the same file.
/// </summary>
internal sealed class DotEnv : IDisposable
{
    /// <summary>The longest name that is taken.</summary>
    public const int LongestName = 128;

    private static readonly SearchValues<byte> NameBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"u8);

    private readonly List<Entry> entries = [];
    private readonly Dictionary<string, int> lines = new(StringComparer.OrdinalIgnoreCase);
    private readonly int most;
    private int line = 1;

    private DotEnv(int most) => this.most = most;

    private static ReadOnlySpan<byte> Blanks => " \t"u8;

    /// <summary>In the order of the file; empty if the file is refused.</summary>
    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>Why the whole file is refused; null: it is not.</summary>
    public Refusal? Refused { get; private set; }

    /// <summary>Reads the bytes of a whole file; the caller keeps and zeroes them.</summary>
    /// <param name="file">All of it.</param>
    /// <param name="most">The most names; a file with more is refused without reading on.</param>
    public static DotEnv Parse(ReadOnlySpan<byte> file, int most = int.MaxValue)
    {
        var result = new DotEnv(most);
        if (result.ProblemOf(file) is { } problem)
        {
            result.Dispose();
            result.Refused = problem;
        }
        return result;
    }

    /// <summary>Zeroes and forgets the values.</summary>
    public void Dispose()
    {
        entries.ForEach(static entry => CryptographicOperations.ZeroMemory(entry.Value));
        entries.Clear();
    }

    private Refusal? ProblemOf(ReadOnlySpan<byte> file)
    {
        if (ProblemOfBytes(file) is { } problem)
        {
            return problem;
        }
        var rest = file.StartsWith("\uFEFF"u8) ? file[3..] : file;
        string? rule = null;
        while (!rest.IsEmpty && rule is null)
        {
            rule = Statement(ref rest);
        }
        return rule is null ? null : new Refusal(line, rule);
    }

    private static Refusal? ProblemOfBytes(ReadOnlySpan<byte> file)
    {
        var nul = file.IndexOf((byte)0);
        if (nul >= 0)
        {
            return new Refusal(LineAt(file, nul), "a NUL byte may not stand in a .env file");
        }
        if (Utf8.IsValid(file))
        {
            return null;
        }
        var at = 0;
        while (Rune.DecodeFromUtf8(file[at..], out _, out var length) == OperationStatus.Done)
        {
            at += length;
        }
        return new Refusal(LineAt(file, at), "the file must be UTF-8 text");
    }

    private static int LineAt(ReadOnlySpan<byte> file, int offset) => 1 + file[..offset].Count((byte)'\n');

    // takes one line, or the lines of one quoted value, off the rest; answers the rule that is broken in this.line
    private string? Statement(ref ReadOnlySpan<byte> rest)
    {
        var whole = FirstLine(rest, out var next);
        var text = whole.TrimStart(Blanks);
        if (text is [] or [(byte)'#', ..])
        {
            line++;
            rest = rest[next..];
            return null;
        }
        if (text.StartsWith("export "u8) || text.StartsWith("export\t"u8))
        {
            text = text["export ".Length..].TrimStart(Blanks);
        }
        var equals = text.IndexOf((byte)'=');
        if (equals < 0)
        {
            return "a line is NAME=value, a comment that starts with #, or blank";
        }
        var name = text[..equals].TrimEnd(Blanks);
        if (ProblemOfName(name) is { } problem)
        {
            return problem;
        }
        var key = Encoding.ASCII.GetString(name);
        if (!lines.TryAdd(key, line))
        {
            return $"the same name stands in line {lines[key]} already (upper and lower case count as the same)";
        }
        if (lines.Count > most)
        {
            return $"a file has at most {most:N0} names";
        }
        // from the rest and not from this line: a quoted value runs on over lines
        rest = rest[(whole.Length - text.Length + equals + 1)..];
        return rest.TrimStart(Blanks) is [(byte)'"' or (byte)'\'', ..] ? Quoted(key, ref rest) : Unquoted(key, ref rest);
    }

    private static string? ProblemOfName(ReadOnlySpan<byte> name) =>
        name.IsEmpty ? "a name must stand before the ="
        : name.Length > LongestName ? $"a name has at most {LongestName} characters"
        : name.ContainsAnyExcept(NameBytes) ? "a name consists of letters A to Z, digits and _"
        : char.IsAsciiDigit((char)name[0]) ? "a name does not start with a digit"
        : null;

    private string? Unquoted(string key, ref ReadOnlySpan<byte> rest)
    {
        var text = FirstLine(rest, out var next);
        if (text.Contains((byte)'\r'))
        {
            return "a carriage return stands alone: lines end with LF or CRLF";
        }
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at] == '#' && Blanks.Contains(text[at - 1]))
            {
                text = text[..at];
            }
        }
        Add(key, text.Trim(Blanks), line);
        line++;
        rest = rest[next..];
        return null;
    }

    private string? Quoted(string key, ref ReadOnlySpan<byte> rest)
    {
        rest = rest.TrimStart(Blanks);
        var quote = rest[0];
        var end = EndOf(rest, quote);
        if (end < 0)
        {
            return $"the quote {(char)quote} that starts here is never closed";
        }
        var value = rest[1..end];
        var after = FirstLine(rest[(end + 1)..], out var next);
        var tail = after.TrimStart(Blanks);
        var first = line;
        line += value.Count((byte)'\n');
        if (!tail.IsEmpty && (tail[0] != '#' || tail.Length == after.Length))
        {
            return "after the closing quote only a comment may follow, with a space before its #";
        }
        if (quote == '"')
        {
            AddEscaped(key, value, first);
        }
        else
        {
            Add(key, value, first);
        }
        line++;
        rest = rest[(end + 1 + next)..];
        return null;
    }

    private static int EndOf(ReadOnlySpan<byte> text, byte quote)
    {
        for (var at = 1; at < text.Length; at += text[at] == '\\' && quote == '"' ? 2 : 1)
        {
            if (text[at] == quote)
            {
                return at;
            }
        }
        return -1;
    }

    private void AddEscaped(string key, ReadOnlySpan<byte> text, int first)
    {
        var buffer = new byte[text.Length];
        var length = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length && Unescaped(text[at + 1]) is { } escaped)
            {
                buffer[length++] = escaped;
                at++;
            }
            else
            {
                buffer[length++] = text[at];
            }
        }
        Add(key, buffer.AsSpan(0, length), first);
        CryptographicOperations.ZeroMemory(buffer);
    }

    private static byte? Unescaped(byte escape) => escape switch
    {
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        (byte)'\\' or (byte)'"' or (byte)'$' => escape,
        _ => null,
    };

    // pinned: the collector leaves no second copy behind when it moves things
    private void Add(string key, ReadOnlySpan<byte> value, int first)
    {
        var bytes = GC.AllocateUninitializedArray<byte>(value.Length, pinned: true);
        value.CopyTo(bytes);
        entries.Add(new Entry(key, bytes, first));
    }

    // the first line without its end; next is where the following one starts
    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> text, out int next)
    {
        var feed = text.IndexOf((byte)'\n');
        next = feed < 0 ? text.Length : feed + 1;
        return text[..(next - LineEnd(text[..next]))];
    }

    private static int LineEnd(ReadOnlySpan<byte> text) => text.EndsWith("\r\n"u8) ? 2 : text.EndsWith("\n"u8) ? 1 : 0;

    /// <summary>One name with its value and the line it starts in. It is not a record: what prints it prints no value.</summary>
    internal sealed class Entry(string key, byte[] value, int line)
    {
        public string Key { get; } = key;
        /// <summary>UTF-8 without NUL, perhaps empty; zeroed with the file it came from.</summary>
        public byte[] Value { get; } = value;
        public int Line { get; } = line;
    }

    /// <summary>The first rule the file breaks and where, counted from 1. The rule quotes nothing of the file.</summary>
    internal readonly record struct Refusal(int Line, string Rule);
}
