using System.Buffers;

namespace SecretsDashboard.Ui;

/// <summary>
/// The memory that requests and answers pass through, zeroed block by block as soon as the server gives one back: what was sent or received
/// does not lie there until a later request happens to overwrite it. It keeps no memory itself; <paramref name="inner"/> does.
/// </summary>
/// <param name="inner">The pool that the blocks come from and go back to.</param>
internal sealed class ZeroingMemoryPool(MemoryPool<byte> inner) : MemoryPool<byte>
{
    public override int MaxBufferSize => inner.MaxBufferSize;

    /// <summary>A block of the inner pool; disposing it zeroes it and gives it back.</summary>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => new Block(inner.Rent(minBufferSize));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
    }

    private sealed class Block(IMemoryOwner<byte> owner) : IMemoryOwner<byte>
    {
        private IMemoryOwner<byte>? owner = owner;

        public Memory<byte> Memory => (owner ?? throw new ObjectDisposedException(nameof(Block))).Memory;

        public void Dispose()
        {
            // given back once, no matter who calls it again: by then the block is somebody else's
            if (Interlocked.Exchange(ref owner, null) is { } mine)
            {
                mine.Memory.Span.Clear();
                mine.Dispose();
            }
        }
    }
}
