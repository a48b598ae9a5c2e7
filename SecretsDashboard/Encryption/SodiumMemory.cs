using Microsoft.Win32.SafeHandles;

namespace SecretsDashboard.Encryption;

/// <summary>
/// A piece of sodium_malloc memory: between guard pages, kept out of swap where the system allows it, zeroed and freed on release.
/// The handle counts its users, so memory in use is never pulled away; it refuses use after disposal.
/// </summary>
internal sealed class SodiumMemory : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly int size;

    /// <summary>Allocates <paramref name="size"/> bytes.</summary>
    /// <exception cref="InsufficientMemoryException">The system has no memory left.</exception>
    internal SodiumMemory(int size)
        : base(ownsHandle: true)
    {
        this.size = size;
        SetHandle(Sodium.Allocate(size));
        if (IsInvalid)
        {
            throw new InsufficientMemoryException("No guarded memory is left for a key.");
        }
    }

    /// <summary>The memory itself.</summary>
    /// <exception cref="ObjectDisposedException">It has been freed.</exception>
    internal unsafe Span<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return new Span<byte>((void*)handle, size);
        }
    }

    /// <summary>From now on a write to this memory ends the program.</summary>
    internal void ProtectReadOnly() => _ = Sodium.ProtectReadOnly(handle);

    protected override bool ReleaseHandle()
    {
        Sodium.Free(handle);
        return true;
    }
}
