using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace SecretsDashboard.Cli;

/// <summary>
/// Reads a .env file into names and values, byte for byte, or refuses the whole file with the lines and rules it breaks; where it is asked to,
/// those lines alone, as far as what follows them is certain. It
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
    private readonly DotEnvComment? comment;
    private readonly int most;
    private readonly bool keepsRest;
    private int line = 1;

    private DotEnv(int most, bool keepsRest, bool takesComments) => (this.most, this.keepsRest, comment) = (most, keepsRest, takesComments ? new DotEnvComment() : null);

    internal static ReadOnlySpan<byte> Blanks => " \t"u8;

    /// <summary>In the order of the file; empty if the file is refused.</summary>
    public IReadOnlyList<Entry> Entries => entries;

    /// <summary>The lines that break a rule, in the order of the file; unless it was asked to keep the rest, one is enough to refuse all of it.</summary>
    public IReadOnlyList<Refusal> Refused => refused;

    /// <summary>Nothing of the file is taken.</summary>
    public bool IsRefused => refused.Count > 0 && (!keepsRest || entries.Count == 0 || refused.Count >= MostRefusals || refused.Exists(static each => each.EndsFile));

    /// <summary>There is no sense in reading on.</summary>
    internal bool IsFull => refused.Count >= MostRefusals || lines.Count > most;

    /// <summary>Reads the bytes of a whole file; the caller keeps and zeroes them.</summary>
    /// <param name="file">All of it.</param>
    /// <param name="most">The most names; a file with more is refused without reading on.</param>
    /// <param name="keepsRest">A line that breaks a rule refuses itself, not the file.</param>
    /// <param name="takesComments">Entries have the comments above them.</param>
    public static DotEnv Parse(ReadOnlySpan<byte> file, int most = int.MaxValue, bool keepsRest = false, bool takesComments = false)
    {
        var result = new DotEnv(most, keepsRest, takesComments);
        result.Read(file);
        if (result.IsRefused)
        {
            result.Dispose();
        }
        return result;
    }

    /// <summary>One without a file, for what was read from another form of text: lines that break a rule refuse themselves.</summary>
    internal static DotEnv Empty(int most) => new(most, keepsRest: true, takesComments: false);

    /// <summary>Takes a name and its value, which is zeroed with the rest; or refuses the name, and zeroes the value at once.</summary>
    internal void Take(ReadOnlySpan<byte> name, byte[] value, int at, string? problem, string? above = null)
    {
        if (Name(name, at) is { } key)
        {
            entries.Add(new Entry(key, value, at) { Problem = problem, Comment = above });
        }
        else
        {
            CryptographicOperations.ZeroMemory(value);
        }
    }

    /// <summary>Zeroes and forgets the values.</summary>
    public void Dispose()
    {
        entries.ForEach(static entry => CryptographicOperations.ZeroMemory(entry.Value));
        entries.Clear();
    }

    private void Read(ReadOnlySpan<byte> file)
    {
        if (DotEnvBytes.Problem(file) is { } refusal)
        {
            refused.Add(refusal);
            return;
        }
        var rest = file.StartsWith("\uFEFF"u8) ? file[3..] : file;
        while (!rest.IsEmpty && !IsFull)
        {
            Statement(ref rest);
        }
    }

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
                DoubtBefore(first, text);
            }
            comment?.Read(isBlank ? text : default);
            line++;
            rest = rest[next..];
            return;
        }
        // from the rest and not from this line: a quoted value runs on over lines
        var behind = rest[(whole.Length - text.Length + equals + 1)..];
        var value = DotEnvValue.Read(behind);
        rest = behind[value.Length..];
        line += value.Breaks + 1;
        var key = Name(text[..equals], first, text);
        var above = comment?.Take();
        if (value.Refusal is { } rule)
        {
            // a quote that was not closed runs on to that of another line: the names in between are those of the file
            var passed = 0;
            var skipped = keepsRest ? DotEnvRecovery.NextName(behind[..value.Length], out passed) : 0;
            Refuse(skipped > 0 ? first : first + value.Breaks, skipped > 0 ? DotEnvRecovery.Open : rule);
            line = skipped > 0 ? first + passed : line;
            rest = skipped > 0 ? behind[skipped..] : rest;
        }
        else if (key is not null)
        {
            entries.Add(new Entry(key, value.Bytes, first) { Problem = value.Problem, Note = value.Note, Comment = above, Next = line });
        }
    }

    // a value that was meant to run over lines would be stored as its first one; where that is not certain, it is said
    private void DoubtBefore(int at, ReadOnlySpan<byte> broken)
    {
        if (entries is not [.., var last] || last.Next != at || last.Problem is not null)
        {
            return;
        }
        if (DotEnvRecovery.IsPerhapsPart(last.Value, broken))
        {
            CryptographicOperations.ZeroMemory(last.Value);
            entries[^1] = new Entry(last.Key, [], last.Line) { Problem = "the line after it is no NAME=value, and perhaps part of this value: one of several lines stands in quotes" };
            return;
        }
        last.Note ??= "the line after it is refused: if it is part of this value, put both in quotes";
    }

    // what stands before the =, or stands for a name elsewhere; null: it breaks a rule
    private string? Name(ReadOnlySpan<byte> text, int first, ReadOnlySpan<byte> whole = default)
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
            // of base64, which ends with =
            if (DotEnvRecovery.IsPerhapsPart([], whole))
            {
                DoubtBefore(first, whole);
            }
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
            Refuse(first, $"a file has at most {most:N0} names", endsFile: true);
        }
        return key;
    }

    /// <summary>Why it is no name; null: it is one.</summary>
    internal static string? ProblemOfName(ReadOnlySpan<byte> name) =>
        name.IsEmpty ? "a name must stand before the ="
        : name.Length > LongestName ? $"a name has at most {LongestName} characters"
        : name.ContainsAnyExcept(NameBytes) ? "a name consists of letters A to Z, digits and _"
        : char.IsAsciiDigit((char)name[0]) ? "a name does not start with a digit"
        : null;

    internal void Refuse(int at, string rule, bool endsFile = false) => refused.Add(new Refusal(at, rule) { EndsFile = endsFile });

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
        public string? Note { get; set; }

        /// <summary>What the comments above it say; null: nothing, or it was not asked for.</summary>
        public string? Comment { get; init; }

        /// <summary>The line after it.</summary>
        internal int Next { get; init; }
    }

    /// <summary>A rule the file breaks and where, counted from 1. The rule quotes nothing of the file.</summary>
    internal readonly record struct Refusal(int Line, string Rule)
    {
        /// <summary>What follows is not certain: nothing of the file is taken.</summary>
        public bool EndsFile { get; init; }
    }
}
