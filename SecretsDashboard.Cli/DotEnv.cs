using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace SecretsDashboard.Cli;

/// <summary>
/// Reads a .env file into names and values, byte for byte, or refuses the whole file with the lines and rules it breaks. It
/// interpolates nothing, runs nothing, quotes nothing of the file in a refusal, and zeroes the values when disposed. It depends on nothing
/// but .NET, because the server uses the same file.
/// </summary>
internal sealed class DotEnv : IDisposable
{
    /// <summary>The longest name that is taken.</summary>
    public const int LongestName = 128;

    /// <summary>After so many broken rules it reads no further.</summary>
    public const int MostRefusals = 20;

    private static readonly SearchValues<byte> NameBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"u8);

    // what shells write before a name
    private static readonly string[] Words = ["export", "declare -x"];

    private readonly List<Entry> entries = [];
    private readonly List<Refusal> refused = [];
    private readonly Dictionary<string, int> lines = new(StringComparer.OrdinalIgnoreCase);
    private readonly int most;
    private int line = 1;

    private DotEnv(int most) => this.most = most;

    internal static ReadOnlySpan<byte> Blanks => " \t"u8;

    /// <summary>In the order of the file; empty if the file is refused.</summary>
    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>Why the whole file is refused, in its order; empty: it is not.</summary>
    public IReadOnlyList<Refusal> Refused => refused;

    /// <summary>Reads the bytes of a whole file; the caller keeps and zeroes them.</summary>
    /// <param name="file">All of it.</param>
    /// <param name="most">The most names; a file with more is refused without reading on.</param>
    public static DotEnv Parse(ReadOnlySpan<byte> file, int most = int.MaxValue)
    {
        var result = new DotEnv(most);
        result.Read(file);
        if (result.refused.Count > 0)
        {
            result.Dispose();
        }
        return result;
    }

    /// <summary>Zeroes and forgets the values.</summary>
    public void Dispose()
    {
        entries.ForEach(static entry => CryptographicOperations.ZeroMemory(entry.Value));
        entries.Clear();
    }

    private void Read(ReadOnlySpan<byte> file)
    {
        if (RefusalOfBytes(file) is { } refusal)
        {
            refused.Add(refusal);
            return;
        }
        var rest = file.StartsWith("\uFEFF"u8) ? file[3..] : file;
        while (!rest.IsEmpty && refused.Count < MostRefusals && lines.Count <= most)
        {
            Statement(ref rest);
        }
    }

    private static Refusal? RefusalOfBytes(ReadOnlySpan<byte> file)
    {
        var nul = file.IndexOf((byte)0);
        if (nul is 0 or 1 || file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || file.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            return new Refusal(1, "the file is UTF-16, which Windows calls Unicode; save it as UTF-8");
        }
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
        return new Refusal(LineAt(file, at), "the file must be UTF-8 text; save it as UTF-8");
    }

    private static int LineAt(ReadOnlySpan<byte> file, int offset) => 1 + file[..offset].Count((byte)'\n');

    // takes one line, or the lines of one quoted value, off the rest
    private void Statement(ref ReadOnlySpan<byte> rest)
    {
        var whole = FirstLine(rest, out var next);
        var text = whole.TrimStart(Blanks);
        var first = line;
        var isBlank = text is [] or [(byte)'#', ..];
        var equals = isBlank ? -1 : text.IndexOf((byte)'=');
        if (equals < 0)
        {
            if (!isBlank)
            {
                Refuse(first, "a line is NAME=value, a comment that starts with #, or blank; a value of several lines stands in quotes");
            }
            line++;
            rest = rest[next..];
            return;
        }
        // from the rest and not from this line: a quoted value runs on over lines
        rest = rest[(whole.Length - text.Length + equals + 1)..];
        var value = DotEnvValue.Read(rest);
        rest = rest[value.Length..];
        line += value.Breaks + 1;
        var key = Name(text[..equals], first);
        if (value.Refusal is { } rule)
        {
            Refuse(first + value.Breaks, rule);
        }
        else if (key is not null)
        {
            entries.Add(new Entry(key, value.Bytes, first) { Problem = value.Problem, Note = value.Note });
        }
    }

    // what stands before the =; null: it breaks a rule
    private string? Name(ReadOnlySpan<byte> text, int first)
    {
        foreach (var word in Words)
        {
            if (text.Length > word.Length && Blanks.Contains(text[word.Length]) && Ascii.Equals(text[..word.Length], word))
            {
                text = text[word.Length..].TrimStart(Blanks);
                break;
            }
        }
        var name = text.TrimEnd(Blanks);
        if (ProblemOfName(name) is { } problem)
        {
            Refuse(first, problem);
            return null;
        }
#pragma warning disable RS0030 // a name, not a value
        var key = Encoding.ASCII.GetString(name);
#pragma warning restore RS0030
        if (!lines.TryAdd(key, first))
        {
            Refuse(first, $"the same name stands in line {lines[key]} already (upper and lower case count as the same)");
            return null;
        }
        if (lines.Count > most)
        {
            Refuse(first, $"a file has at most {most:N0} names");
        }
        return key;
    }

    private static string? ProblemOfName(ReadOnlySpan<byte> name) =>
        name.IsEmpty ? "a name must stand before the ="
        : name.Length > LongestName ? $"a name has at most {LongestName} characters"
        : name.ContainsAnyExcept(NameBytes) ? "a name consists of letters A to Z, digits and _"
        : char.IsAsciiDigit((char)name[0]) ? "a name does not start with a digit"
        : null;

    private void Refuse(int at, string rule) => refused.Add(new Refusal(at, rule));

    /// <summary>The first line without its end; next is where the following one starts.</summary>
    internal static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> text, out int next)
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

        /// <summary>Why the value is not taken, and what to write instead: a shell would read it as something else. Null: it is taken.</summary>
        public string? Problem { get; init; }

        /// <summary>What other readers of such files would replace and this one keeps; null: nothing.</summary>
        public string? Note { get; init; }
    }

    /// <summary>A rule the file breaks and where, counted from 1. The rule quotes nothing of the file.</summary>
    internal readonly record struct Refusal(int Line, string Rule);
}
