using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace SecretsDashboard.Encryption;

/// <summary>
/// A key of 32 bytes as people keep it: 64 hexadecimal digits or base64 (with padding) of exactly 32 bytes, white space around it allowed.
/// Everything else is refused without saying what was there.
/// </summary>
internal static class KeyText
{
    private const int HexLength = 2 * GuardedKey.Size;
    private const int Base64Length = 44;

    private static ReadOnlySpan<byte> WhiteSpace => " \t\r\n"u8;

    /// <summary>Reads a key from text in UTF-8; null if it is not a key.</summary>
    public static GuardedKey? Parse(ReadOnlySpan<byte> text)
    {
        var trimmed = text.Trim(WhiteSpace);
        using var bytes = new Plaintext(GuardedKey.Size + 1);
        var status = OperationStatus.InvalidData;
        var written = 0;
        if (trimmed.Length == HexLength)
        {
            status = Convert.FromHexString(trimmed, bytes.Span, out _, out written);
        }
        else if (trimmed.Length == Base64Length)
        {
            status = Base64.DecodeFromUtf8(trimmed, bytes.Span, out _, out written);
        }

        return status == OperationStatus.Done && written == GuardedKey.Size ? GuardedKey.From(bytes.Span[..GuardedKey.Size]) : null;
    }

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte})"/>
    public static GuardedKey? Parse(string text)
    {
        using var utf8 = new Plaintext(Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, utf8.Span);
        return Parse(utf8.Span);
    }

    /// <summary>64 hexadecimal digits and a line feed, in UTF-8; the caller disposes them.</summary>
    public static Plaintext Write(GuardedKey key)
    {
        var text = new Plaintext(HexLength + 1);
        using var lease = key.Lease();
        Convert.TryToHexStringLower(lease.Bytes, text.Span, out _);
        text.Span[HexLength] = (byte)'\n';
        return text;
    }
}
