using System.Buffers;

namespace SecretsDashboard.Api;

/// <summary>
/// Writes a value as a line of a <c>.env</c> file that a shell reads back byte for byte and where nothing runs. It takes the first of three
/// forms that holds: <c>'…'</c> as it is; <c>"…"</c> where nothing in it means anything there, which other readers take as well; the shell's
/// <c>'…'\''…'</c>, which they do not, and a comment before it says so.
/// </summary>
internal static class DotEnvText
{
    /// <summary>Ends the ETag of this form: one that was given for another form of the same values is not its.</summary>
    public const string Tag = "-quoted";

    private static readonly SearchValues<byte> Meaning = SearchValues.Create("\"$`\\\n\r"u8);

    /// <summary>Is the third form the only one that holds?</summary>
    public static bool IsForShells(ReadOnlySpan<byte> value) => value.Contains((byte)'\'') && value.ContainsAny(Meaning);

    public static void Write(AnswerBuffer answer, string key, ReadOnlySpan<byte> value)
    {
        var isForShells = IsForShells(value);
        if (isForShells)
        {
            answer.Write("# "u8);
            answer.WriteAscii(key);
            answer.Write(": readable by a shell only\n"u8);
        }
        answer.WriteAscii(key);
        answer.Write((byte)'=');
        var quote = value.Contains((byte)'\'') && !isForShells ? (byte)'"' : (byte)'\'';
        answer.Write(quote);
        while (isForShells && value.IndexOf((byte)'\'') is var at and >= 0)
        {
            answer.Write(value[..at]);
            answer.Write("'\\''"u8);
            value = value[(at + 1)..];
        }
        answer.Write(value);
        answer.Write(quote);
        answer.Write((byte)'\n');
    }
}
