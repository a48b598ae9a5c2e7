using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>The envelope against its known answers, and values of every awkward length.</summary>
public sealed class EnvelopeTests
{
    private const int Overhead = 52;

    [Fact]
    public void Seal_KnownAnswer1_GivesKnownBlob()
    {
        using var key = KnownAnswers.DataKey();

        var blob = Envelope.Seal(key, KnownAnswers.DataKeyVersion, KnownAnswers.ValueContext, KnownAnswers.Value, KnownAnswers.Nonce);

        Assert.Equal(KnownAnswers.ValueBlob, KnownAnswers.Hex(blob));
    }

    [Fact]
    public void Open_KnownAnswer1_GivesValue()
    {
        using var key = KnownAnswers.DataKey();

        using var value = Envelope.Open(key, KnownAnswers.DataKeyVersion, KnownAnswers.ValueContext, Convert.FromHexString(KnownAnswers.ValueBlob));

        Assert.True(value.Span.SequenceEqual(KnownAnswers.Value));
    }

    [Fact]
    public void Seal_KnownAnswer2_GivesKnownBlob()
    {
        using var root = KnownAnswers.RootKey();
        using var dataKey = KnownAnswers.DataKey();
        var context = SealingContext.WrappedDataKey(KnownAnswers.Instance, KnownAnswers.Project, KnownAnswers.DataKeyVersion);

        var blob = Envelope.Seal(root.Subkey(KeyLabel.DataKeyWrap), root.Epoch, context, dataKey.Bytes, KnownAnswers.Nonce);

        Assert.Equal(KnownAnswers.WrappedDataKeyBlob, KnownAnswers.Hex(blob));
    }

    [Fact]
    public void Seal_Twice_UsesFreshNonces()
    {
        using var key = KnownAnswers.DataKey();

        var first = Envelope.Seal(key, 1, KnownAnswers.ValueContext, "same"u8);
        var second = Envelope.Seal(key, 1, KnownAnswers.ValueContext, "same"u8);

        Assert.NotEqual(first[12..36], second[12..36]);
        Assert.NotEqual(first[36..], second[36..]);
    }

    [Theory]
    [InlineData(1, 64)]
    [InlineData(61, 64)]
    [InlineData(62, 64)]
    [InlineData(63, 128)]
    [InlineData(64, 128)]
    [InlineData(126, 128)]
    [InlineData(127, 192)]
    [InlineData(1021, 1024)]
    [InlineData(1022, 1024)]
    [InlineData(1023, 2048)]
    [InlineData(1024, 2048)]
    [InlineData(2046, 2048)]
    [InlineData(2047, 3072)]
    [InlineData(65535, 66560)]
    [InlineData(65536, 66560)]
    public void SealAndOpen_ValueOfLength_RoundTripsAndShowsOnlyTheStep(int length, int padded)
    {
        using var key = KnownAnswers.DataKey();
        var value = new byte[length];
        Array.Fill(value, (byte)0x80);
        value[^1] = 0x00;

        var blob = Envelope.Seal(key, 1, KnownAnswers.ValueContext, value);
        using var opened = Envelope.Open(key, 1, KnownAnswers.ValueContext, blob);

        Assert.Equal(padded + Overhead, blob.Length);
        Assert.True(opened.Span.SequenceEqual(value));
    }

    [Fact]
    public void SealAndOpen_EveryLengthUpTo2100_RoundTrips()
    {
        using var key = KnownAnswers.DataKey();
        for (var length = 1; length <= 2100; length++)
        {
            var value = KnownAnswers.Ascending(length, length);
            var blob = Envelope.Seal(key, 1, KnownAnswers.ValueContext, value);
            using var opened = Envelope.Open(key, 1, KnownAnswers.ValueContext, blob);
            Assert.True(opened.Span.SequenceEqual(value));
            Assert.Equal(0, (blob.Length - Overhead) % (length <= 1022 ? 64 : 1024));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65537)]
    public void Seal_ValueOfForbiddenLength_Throws(int length)
    {
        using var key = KnownAnswers.DataKey();

        Assert.Throws<ArgumentException>(() => Envelope.Seal(key, 1, KnownAnswers.ValueContext, new byte[length]));
    }

    [Fact]
    public void SealAndOpen_Mask_IsPaddedLikeAValue()
    {
        using var key = KnownAnswers.DataKey();
        var context = SealingContext.Mask(KnownAnswers.Instance, KnownAnswers.Project, KnownAnswers.Environment, KnownAnswers.Secret, 7, "NAME");

        var blob = Envelope.Seal(key, 3, context, "pg://…"u8);
        using var opened = Envelope.Open(key, 3, context, blob);

        Assert.Equal(64 + Overhead, blob.Length);
        Assert.True(opened.Span.SequenceEqual("pg://…"u8));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(500)]
    public void SealAndOpen_OtherPurposes_AreNotPadded(int length)
    {
        using var key = KnownAnswers.DataKey();
        var context = SealingContext.DataProtectionRow(KnownAnswers.Instance, KnownAnswers.Secret);

        var blob = Envelope.Seal(key, 1, context, new byte[length]);
        using var opened = Envelope.Open(key, 1, context, blob);

        Assert.Equal(length + Overhead, blob.Length);
        Assert.Equal(length, opened.Length);
    }

    [Fact]
    public void KeyIdOf_Blob_GivesKeyId()
    {
        using var key = KnownAnswers.DataKey();

        Assert.Equal(KnownAnswers.DataKeyVersion, Envelope.KeyIdOf(Convert.FromHexString(KnownAnswers.ValueBlob)));
        Assert.Equal(0xfffefdfcu, Envelope.KeyIdOf(Envelope.Seal(key, 0xfffefdfc, KnownAnswers.ValueContext, "x"u8)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("53444531")]
    [InlineData("534445310101000000000003")]
    public void KeyIdOf_TooShort_Throws(string hex)
    {
        Assert.Throws<EnvelopeException>(() => Envelope.KeyIdOf(Convert.FromHexString(hex)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    public void KeyIdOf_OtherFormat_Throws(int at)
    {
        var blob = Convert.FromHexString(KnownAnswers.ValueBlob);
        blob[at] ^= 0x02;

        Assert.Throws<EnvelopeException>(() => Envelope.KeyIdOf(blob));
    }
}
