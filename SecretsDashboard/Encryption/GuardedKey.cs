using System.Diagnostics;
using System.Security.Cryptography;
using Key = NSec.Cryptography.Key;

namespace SecretsDashboard.Encryption;

/// <summary>
/// A key of 32 bytes in guarded memory outside the managed heap; it is zeroed and freed on disposal, or by the
/// finalizer when nobody disposes it. It refuses use after disposal and never shows itself as text.
/// </summary>
[DebuggerDisplay("(key)")]
internal sealed class GuardedKey : IDisposable
{
    /// <summary>Size of every key, in bytes.</summary>
    public const int Size = 32;

    private readonly SodiumMemory memory;
    private Key? aead;

    private GuardedKey(SodiumMemory memory)
    {
        memory.ProtectReadOnly();
        this.memory = memory;
    }

    /// <summary>The 32 bytes. The span is good while the key is referenced and not disposed; across threads use <see cref="Lease"/>.</summary>
    /// <exception cref="ObjectDisposedException">The key is disposed.</exception>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public ReadOnlySpan<byte> Bytes => memory.Bytes;

    /// <summary>The key as the cipher takes it: its own guarded copy, made at the first use and kept, because making it costs as much as fifty seals.</summary>
    /// <exception cref="ObjectDisposedException">The key is disposed.</exception>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public Key Aead => Volatile.Read(ref aead) ?? TakeOver();

    /// <summary>Makes a key from the system's random number generator.</summary>
    public static GuardedKey Random()
    {
        var memory = new SodiumMemory(Size);
        RandomNumberGenerator.Fill(memory.Bytes);
        return new GuardedKey(memory);
    }

    /// <summary>Copies 32 bytes into guarded memory; the caller zeroes the original.</summary>
    /// <exception cref="ArgumentException">There are not exactly 32 bytes.</exception>
    public static GuardedKey From(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
        {
            throw new ArgumentException($"A key has {Size} bytes.", nameof(bytes));
        }

        var memory = new SodiumMemory(Size);
        bytes.CopyTo(memory.Bytes);
        return new GuardedKey(memory);
    }

    /// <summary>Derives a key with HKDF-SHA-256 (RFC 5869), 32 bytes of output.</summary>
    public static GuardedKey Derive(ReadOnlySpan<byte> ikm, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> info)
    {
        // in two steps, because HKDF.DeriveKey leaves the intermediate key on the stack
        using var extracted = new SodiumMemory(SHA256.HashSizeInBytes);
        var memory = new SodiumMemory(Size);
        HKDF.Extract(HashAlgorithmName.SHA256, ikm, salt, extracted.Bytes);
        HKDF.Expand(HashAlgorithmName.SHA256, extracted.Bytes, memory.Bytes, info);
        return new GuardedKey(memory);
    }

    /// <summary>Holds the memory while its bytes are in use; dispose the lease at once.</summary>
    /// <exception cref="ObjectDisposedException">The key is disposed.</exception>
    public KeyLease Lease() => new(memory);

    public override string ToString() => "(key)";

    public void Dispose()
    {
        memory.Dispose();
        Volatile.Read(ref aead)?.Dispose();
    }

    private Key TakeOver()
    {
        using var lease = Lease();
        var mine = XChaCha20Poly1305.Import(lease.Bytes);
        if (Interlocked.CompareExchange(ref aead, mine, null) is not { } first)
        {
            return mine;
        }

        // another thread was faster
        mine.Dispose();
        return first;
    }
}
