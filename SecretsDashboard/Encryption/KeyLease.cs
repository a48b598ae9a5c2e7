namespace SecretsDashboard.Encryption;

/// <summary>
/// Keeps the memory of a key alive while its bytes are in use, also if another thread disposes the key meanwhile.
/// Refuses a key that is already disposed.
/// </summary>
internal readonly ref struct KeyLease
{
    private readonly SodiumMemory memory;

    /// <exception cref="ObjectDisposedException">The key is disposed.</exception>
    internal KeyLease(SodiumMemory memory)
    {
        var held = false;
        memory.DangerousAddRef(ref held);
        this.memory = memory;
        Bytes = memory.Bytes;
    }

    public ReadOnlySpan<byte> Bytes { get; }

    public void Dispose() => memory.DangerousRelease();
}
