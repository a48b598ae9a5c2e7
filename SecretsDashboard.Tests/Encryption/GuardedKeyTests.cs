using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>Keys in guarded memory: made, derived, released.</summary>
public sealed class GuardedKeyTests
{
    [Fact]
    public void Random_Twice_GivesTwoKeys()
    {
        using var one = GuardedKey.Random();
        using var two = GuardedKey.Random();

        Assert.Equal(32, one.Bytes.Length);
        Assert.NotEqual(one.Bytes.ToArray(), two.Bytes.ToArray());
    }

    [Fact]
    public void From_Bytes_IsACopy()
    {
        var bytes = KnownAnswers.Ascending(1, 32);
        using var key = GuardedKey.From(bytes);
        bytes[0] = 0xff;

        Assert.Equal(KnownAnswers.Ascending(1, 32), key.Bytes.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void From_WrongLength_Throws(int length)
    {
        Assert.Throws<ArgumentException>(() => GuardedKey.From(new byte[length]));
    }

    // RFC 5869, A.1 to A.3, first 32 bytes of the output
    [Theory]
    [InlineData("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "000102030405060708090a0b0c", "f0f1f2f3f4f5f6f7f8f9", "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf")]
    [InlineData("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "", "", "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d")]
    public void Derive_PublishedVector_GivesPublishedBytes(string ikm, string salt, string info, string expected)
    {
        using var key = GuardedKey.Derive(Convert.FromHexString(ikm), Convert.FromHexString(salt), Convert.FromHexString(info));

        Assert.Equal(expected, KnownAnswers.Hex(key.Bytes));
    }

    [Fact]
    public void AnyUse_AfterDispose_Throws()
    {
        var key = GuardedKey.Random();
        key.Dispose();
        key.Dispose();

        Assert.Throws<ObjectDisposedException>(() => _ = key.Bytes);
        Assert.Throws<ObjectDisposedException>(() => _ = key.Aead);
        Assert.Throws<ObjectDisposedException>(() => key.Lease().Dispose());
    }

    [Fact]
    public void Lease_KeyDisposedMeanwhile_KeepsTheBytesUntilReleased()
    {
        var key = GuardedKey.From(KnownAnswers.Ascending(1, 32));
        using (var lease = key.Lease())
        {
            key.Dispose();
            Assert.Equal(KnownAnswers.Ascending(1, 32), lease.Bytes.ToArray());
        }

        Assert.Throws<ObjectDisposedException>(() => key.Lease().Dispose());
    }

    [Fact]
    public void Aead_AskedByManyAtOnce_IsOneKeyThatEndsWithItsOwner()
    {
        var key = GuardedKey.Random();
        var made = new NSec.Cryptography.Key[32];
        Parallel.For(0, made.Length, at => made[at] = key.Aead);

        Assert.Single(made.Distinct());
        key.Dispose();
        Assert.Throws<ObjectDisposedException>(() => XChaCha20Poly1305.Seal(made[0], new byte[24], [], [], new byte[16]));
    }

    [Fact]
    public void ToString_Key_SaysNothing()
    {
        using var key = GuardedKey.Random();

        Assert.Equal("(key)", key.ToString());
    }

    [Fact]
    public void Finalizer_ManyForgottenKeys_AreReleased()
    {
        for (var count = 0; count < 2_000; count++)
        {
            _ = GuardedKey.Random();
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var another = GuardedKey.Random();
        Assert.Equal(32, another.Bytes.Length);
    }
}
