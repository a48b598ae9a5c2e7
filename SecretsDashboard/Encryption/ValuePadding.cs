namespace SecretsDashboard.Encryption;

/// <summary>
/// The inside of a sealed value: a kind byte, the value, and ISO/IEC 7816-4 padding (80 00 …), so that the length seen outside says little.
/// It refuses any padding it would not have written itself.
/// </summary>
internal static class ValuePadding
{
    /// <summary>Longest value, in bytes of UTF-8.</summary>
    public const int LongestValue = 65_536;

    private const byte Utf8Text = 0x00;
    private const byte Mark = 0x80;
    private const int SmallStep = 64;
    private const int LargeStep = 1_024;

    /// <summary>Kind byte, value and padding: 64-byte steps up to 1,024 bytes, then 1,024-byte steps.</summary>
    /// <exception cref="ArgumentException">The value is empty or longer than <see cref="LongestValue"/>.</exception>
    public static Plaintext Pad(ReadOnlySpan<byte> value)
    {
        if (!IsAllowedLength(value.Length))
        {
            throw new ArgumentException($"A value has 1 to {LongestValue} bytes.", nameof(value));
        }

        var padded = new Plaintext(PaddedLength(value.Length));
        padded.Span[0] = Utf8Text;
        value.CopyTo(padded.Span[1..]);
        padded.Span[1 + value.Length] = Mark;
        return padded;
    }

    /// <summary>The value inside, as a copy the caller disposes.</summary>
    /// <exception cref="EnvelopeException">Kind, padding or padded length is not what <see cref="Pad"/> writes.</exception>
    public static Plaintext Unpad(ReadOnlySpan<byte> padded) => Plaintext.CopyOf(ValueIn(padded));

    /// <summary>The part of the padded bytes that is the value.</summary>
    /// <inheritdoc cref="Unpad" path="/exception"/>
    public static ReadOnlySpan<byte> ValueIn(ReadOnlySpan<byte> padded)
    {
        var mark = padded.LastIndexOfAnyExcept((byte)0);
        var length = mark - 1;
        if (!IsAllowedLength(length) || padded[0] != Utf8Text || padded[mark] != Mark || padded.Length != PaddedLength(length))
        {
            throw new EnvelopeException();
        }

        return padded.Slice(1, length);
    }

    /// <summary>How long a value of this length is with kind byte and padding.</summary>
    public static int PaddedLength(int valueLength)
    {
        var atLeast = 1 + valueLength + 1;
        var step = atLeast <= LargeStep ? SmallStep : LargeStep;
        return (atLeast + step - 1) / step * step;
    }

    private static bool IsAllowedLength(int length) => length is >= 1 and <= LongestValue;
}
