using System.Diagnostics;
using System.Security.Cryptography;

namespace SecretsDashboard.Encryption;

/// <summary>
/// Holds the bytes of an opened value in pinned memory, so that the garbage collector makes no copies, and zeroes them on disposal.
/// It refuses to be read afterwards and never shows itself as text.
/// </summary>
[DebuggerDisplay("(plaintext)")]
internal sealed class Plaintext : IDisposable
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly byte[] bytes;

    private bool disposed;

    /// <summary>Holds <paramref name="length"/> bytes, all zero until the caller fills them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative.</exception>
    public Plaintext(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        // zeroed: a caller that fills too little must not hand on what lay in this memory before
        bytes = GC.AllocateArray<byte>(length, pinned: true);
    }

    /// <summary>Number of bytes.</summary>
    /// <exception cref="ObjectDisposedException">The bytes have been zeroed.</exception>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public int Length => Span.Length;

    /// <summary>The bytes; the span must not be kept beyond the disposal.</summary>
    /// <exception cref="ObjectDisposedException">The bytes have been zeroed.</exception>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public Span<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return bytes;
        }
    }

    /// <inheritdoc cref="Span"/>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public ReadOnlySpan<byte> ReadOnlySpan => Span;

    /// <summary>Holds a copy; the caller zeroes the original.</summary>
    public static Plaintext CopyOf(ReadOnlySpan<byte> bytes)
    {
        var copy = new Plaintext(bytes.Length);
        bytes.CopyTo(copy.Span);
        return copy;
    }

    /// <summary>
    /// The same bytes with room for <paramref name="length"/>: itself where it is long enough; else a longer one that holds the first
    /// <paramref name="used"/>, and this one is zeroed.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The bytes have been zeroed.</exception>
    public Plaintext Grow(int used, int length)
    {
        if (length <= Length)
        {
            return this;
        }
        var longer = new Plaintext(length);
        ReadOnlySpan[..used].CopyTo(longer.Span);
        Dispose();
        return longer;
    }

    public override string ToString() => "(plaintext)";

    public void Dispose()
    {
        disposed = true;
        CryptographicOperations.ZeroMemory(bytes);
    }
}
