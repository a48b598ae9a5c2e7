using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>The holder of opened values: zeroes itself, shows nothing.</summary>
public sealed class PlaintextTests
{
    [Fact]
    public void Dispose_HeldBytes_AreZeroed()
    {
        var held = Plaintext.CopyOf("hunter2"u8);
        var seen = held.Span;

        held.Dispose();

        Assert.Equal(new byte[7], seen.ToArray());
    }

    [Fact]
    public void AnyAccess_AfterDispose_Throws()
    {
        var held = new Plaintext(4);
        held.Dispose();
        held.Dispose();

        Assert.Throws<ObjectDisposedException>(() => _ = held.Span);
        Assert.Throws<ObjectDisposedException>(() => _ = held.ReadOnlySpan);
        Assert.Throws<ObjectDisposedException>(() => _ = held.Length);
    }

    [Fact]
    public void ToString_Value_SaysNothing()
    {
        using var held = Plaintext.CopyOf("hunter2"u8);

        Assert.Equal("(plaintext)", held.ToString());
        Assert.Equal("(plaintext)", $"{held}");
    }

    [Fact]
    public void CopyOf_Bytes_IsACopy()
    {
        byte[] bytes = [1, 2, 3];
        using var held = Plaintext.CopyOf(bytes);
        bytes[0] = 9;

        Assert.Equal([1, 2, 3], held.ReadOnlySpan.ToArray());
        Assert.Equal(3, held.Length);
    }

    [Fact]
    public void Grow_Longer_KeepsWhatIsUsedAndZeroesTheOld()
    {
        var held = Plaintext.CopyOf("hunter2"u8);
        var seen = held.Span;

        using var longer = held.Grow(6, 9);

        Assert.Equal("hunter\0\0\0"u8.ToArray(), longer.Span.ToArray());
        Assert.Equal(new byte[7], seen.ToArray());
        Assert.Throws<ObjectDisposedException>(() => _ = held.Length);
    }

    [Fact]
    public void Grow_LongEnough_IsItself()
    {
        using var held = Plaintext.CopyOf("hunter2"u8);

        Assert.Same(held, held.Grow(0, 7));
        Assert.Equal("hunter2"u8.ToArray(), held.Span.ToArray());
    }

    [Fact]
    public void Constructor_Length_HoldsZeroes()
    {
        using var held = new Plaintext(1000);
        using var empty = new Plaintext(0);

        Assert.Equal(new byte[1000], held.Span.ToArray());
        Assert.Equal(0, empty.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Plaintext(-1));
    }

    [Fact]
    public void Span_AfterACompactingCollection_HasNotMoved()
    {
        using var held = new Plaintext(32);
        var before = AddressOf(held);

        GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);

        Assert.Equal(before, AddressOf(held));
    }

    private static nint AddressOf(Plaintext held)
    {
        ref var first = ref MemoryMarshal.GetReference(held.Span);
        return Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref first);
    }
}
