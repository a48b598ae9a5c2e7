using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace SecretsDashboard.Cli;

/// <summary>
/// One line as it is typed or pasted at a prompt that shows nothing. It obeys the keys that a terminal obeys in a line: Backspace, Ctrl-W (word), Ctrl-U (all),
/// Ctrl-V (the next one as it is), Ctrl-D (end). Bracketed paste is text between its marks. It zeroes the text when disposed.
/// </summary>
internal sealed class TypedLine : IDisposable
{
    private const char Escape = '\u001b';
    private const char Erase = '\u007f';

    private readonly List<char> text = new(ValueRule.Longest);
    private readonly StringBuilder sequence = new();
    private bool isPasting;
    private bool isLiteral;

    /// <summary>A line break was pasted.</summary>
    private bool isBroken;

    /// <summary>Something followed a line break: this is more than one line.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Something of it is not what was typed: .NET puts this character in the place of bytes that it cannot read.</summary>
    public bool IsGarbled => text.Contains('\uFFFD');

    /// <summary>The line as UTF-8; the caller zeroes it.</summary>
    public byte[] Bytes()
    {
        var characters = CollectionsMarshal.AsSpan(text);
        var bytes = new byte[Encoding.UTF8.GetByteCount(characters)];
        Encoding.UTF8.GetBytes(characters, bytes);
        return bytes;
    }

    /// <summary>Takes the next character that the terminal gives, a sequence that begins with Escape character by character.</summary>
    public TypedKey Take(char character)
    {
        if (sequence.Length > 0)
        {
            return TakeOfSequence(character);
        }

        if (character == Escape && !isLiteral)
        {
            sequence.Append(character);
            return TypedKey.Taken;
        }

        if (isLiteral || isPasting)
        {
            isLiteral = false;
            return character is '\r' or '\n' ? Break() : Add(character);
        }

        switch (character)
        {
            case '\r' or '\n' or '\u0004':
                return TypedKey.End;
            case Erase or '\b':
                return Remove(OneBack());
            case '\u0015':
                return Remove(text.Count);
            case '\u0017':
                return Remove(WordBack());
            case '\u0016':
                isLiteral = true;
                return TypedKey.Taken;
            default:
                return character is >= ' ' or '\t' ? Add(character) : TypedKey.Unknown;
        }
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(text)));
        text.Clear();
    }

    // Escape and [ or O, parameters, and a letter or ~; Escape and anything else is one key with Alt
    private TypedKey TakeOfSequence(char character)
    {
        sequence.Append(character);
        if (sequence.Length == 2 ? character is '[' or 'O' : character is < '@' or > '~')
        {
            return TypedKey.Taken;
        }

        var known = sequence.ToString();
        sequence.Clear();
        if (known is not ("\u001b[200~" or "\u001b[201~"))
        {
            return TypedKey.Unknown;
        }

        isPasting = known == "\u001b[200~";
        return TypedKey.Taken;
    }

    private TypedKey Add(char character)
    {
        HasMore |= isBroken;
        text.Add(character);
        return TypedKey.Taken;
    }

    // one at the end of what is pasted is no second line
    private TypedKey Break()
    {
        HasMore |= isBroken;
        isBroken = true;
        return TypedKey.Taken;
    }

    private TypedKey Remove(int count)
    {
        var rest = text.Count - count;
        CollectionsMarshal.AsSpan(text)[rest..].Clear();
        text.RemoveRange(rest, count);
        return count > 0 ? TypedKey.Taken : TypedKey.Unknown;
    }

    private int OneBack() => text.Count > 1 && char.IsLowSurrogate(text[^1]) ? 2 : Math.Min(1, text.Count);

    private int WordBack()
    {
        var end = text.FindLastIndex(static character => !IsBlank(character)) + 1;
        return text.Count - (end == 0 ? 0 : text.FindLastIndex(end - 1, IsBlank) + 1);
    }

    private static bool IsBlank(char character) => character is ' ' or '\t';
}
