using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>Everything an envelope must refuse, each time with the same exception and message.</summary>
public sealed class EnvelopeRefusalTests
{
    private static readonly string OneMessage = new EnvelopeException().Message;
    private static readonly byte[] Blob = Convert.FromHexString(KnownAnswers.ValueBlob);

    [Fact]
    public void Open_AnyBitOfTheBlobFlipped_Refuses()
    {
        for (var bit = 0; bit < Blob.Length * 8; bit++)
        {
            AssertRefused(KnownAnswers.ValueContext, KnownAnswers.WithBitFlipped(Blob, bit));
        }
    }

    [Fact]
    public void Open_AnyBitOfTheContextFlipped_Refuses()
    {
        var context = KnownAnswers.ValueContext.Bytes.ToArray();
        for (var bit = 0; bit < context.Length * 8; bit++)
        {
            AssertRefused(SealingContext.OfBytes(Purpose.SecretValue, KnownAnswers.WithBitFlipped(context, bit)), Blob);
        }
    }

    [Fact]
    public void Open_AnyFieldOfTheContextChanged_Refuses()
    {
        var (instance, project, environment, secret) = (KnownAnswers.Instance, KnownAnswers.Project, KnownAnswers.Environment, KnownAnswers.Secret);
        var other = Guid.Parse("44444444-4444-4444-8444-444444444444");

        AssertRefused(SealingContext.SecretValue(other, project, environment, secret, 7, "DATABASE_URL"), Blob);
        AssertRefused(SealingContext.SecretValue(instance, other, environment, secret, 7, "DATABASE_URL"), Blob);
        AssertRefused(SealingContext.SecretValue(instance, project, other, secret, 7, "DATABASE_URL"), Blob);
        AssertRefused(SealingContext.SecretValue(instance, project, environment, other, 7, "DATABASE_URL"), Blob);
        AssertRefused(SealingContext.SecretValue(instance, environment, project, secret, 7, "DATABASE_URL"), Blob);
        AssertRefused(SealingContext.SecretValue(instance, project, environment, secret, 8, "DATABASE_URL"), Blob);
        AssertRefused(SealingContext.SecretValue(instance, project, environment, secret, 7, "DATABASE_URI"), Blob);
        AssertRefused(SealingContext.SecretValue(instance, project, environment, secret, 7, "DATABASE_UR"), Blob);
        AssertRefused(SealingContext.SecretValue(instance, project, environment, secret, 7, "DATABASE_URL2"), Blob);
        AssertRefused(SealingContext.Mask(instance, project, environment, secret, 7, "DATABASE_URL"), Blob);
    }

    [Fact]
    public void Open_Truncated_Refuses()
    {
        for (var length = 0; length < Blob.Length; length++)
        {
            AssertRefused(KnownAnswers.ValueContext, Blob[..length]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(64)]
    public void Open_Extended_Refuses(int more)
    {
        AssertRefused(KnownAnswers.ValueContext, [.. Blob, .. new byte[more]]);
        AssertRefused(KnownAnswers.ValueContext, [.. new byte[more], .. Blob]);
    }

    [Fact]
    public void Open_EveryOtherPurpose_Refuses()
    {
        for (var purpose = 0; purpose < 256; purpose++)
        {
            if (purpose != (int)Purpose.SecretValue)
            {
                AssertRefused(SealingContext.OfBytes((Purpose)purpose, KnownAnswers.ValueContext.Bytes), Blob);
            }
        }
    }

    [Fact]
    public void Open_PurposeByteRewrittenToMatch_Refuses()
    {
        var altered = Blob.ToArray();
        altered[5] = (byte)Purpose.Mask;

        AssertRefused(SealingContext.OfBytes(Purpose.Mask, KnownAnswers.ValueContext.Bytes), altered);
    }

    [Fact]
    public void Open_OtherKeyId_Refuses()
    {
        AssertRefused(KnownAnswers.ValueContext, Blob, keyId: KnownAnswers.DataKeyVersion + 1);
    }

    [Fact]
    public void Open_OtherKey_Refuses()
    {
        using var key = GuardedKey.Random();

        var refusal = Assert.Throws<EnvelopeException>(() => Envelope.Open(key, KnownAnswers.DataKeyVersion, KnownAnswers.ValueContext, Blob));

        Assert.Equal(OneMessage, refusal.Message);
    }

    [Fact]
    public void Open_DisposedKey_Throws()
    {
        var key = KnownAnswers.DataKey();
        key.Dispose();

        Assert.Throws<ObjectDisposedException>(() => Envelope.Open(key, KnownAnswers.DataKeyVersion, KnownAnswers.ValueContext, Blob));
    }

    [Theory]
    [InlineData("nothing at all", "", 0)]
    [InlineData("zeroes only", "", 64)]
    [InlineData("no mark", "0061", 64)]
    [InlineData("another mark", "006181", 64)]
    [InlineData("empty value", "0080", 64)]
    [InlineData("mark in the place of the kind", "80", 64)]
    [InlineData("unknown kind", "016180", 64)]
    [InlineData("no step", "006180", 63)]
    [InlineData("too short a step", "006180", 32)]
    [InlineData("a step too many", "006180", 128)]
    [InlineData("the large step for a small value", "006180", 1024)]
    [InlineData("bytes after the mark", "00618001", 64)]
    public void Open_WrongPaddingSealedOnPurpose_Refuses(string what, string content, int length)
    {
        using var key = KnownAnswers.DataKey();
        var padded = new byte[length];
        Convert.FromHexString(content).CopyTo(padded, 0);

        var blob = Envelope.SealUnpadded(key, KnownAnswers.DataKeyVersion, KnownAnswers.ValueContext, padded, KnownAnswers.Nonce);

        Assert.NotEmpty(what);
        AssertRefused(KnownAnswers.ValueContext, blob);
    }

    [Theory]
    [InlineData(1022, 2048)]
    [InlineData(1023, 1088)]
    [InlineData(1500, 1536)]
    [InlineData(65537, 66560)]
    [InlineData(70000, 70656)]
    public void Open_PaddedLengthOfAnotherStep_Refuses(int valueLength, int length)
    {
        using var key = KnownAnswers.DataKey();
        var padded = new byte[length];
        padded.AsSpan(1, valueLength).Fill((byte)'a');
        padded[1 + valueLength] = 0x80;

        AssertRefused(KnownAnswers.ValueContext, Envelope.SealUnpadded(key, KnownAnswers.DataKeyVersion, KnownAnswers.ValueContext, padded, KnownAnswers.Nonce));
    }

    private static void AssertRefused(SealingContext context, byte[] blob, uint keyId = KnownAnswers.DataKeyVersion)
    {
        using var key = KnownAnswers.DataKey();
        var refusal = Assert.Throws<EnvelopeException>(() => Envelope.Open(key, keyId, context, blob));
        Assert.Equal(OneMessage, refusal.Message);
    }
}
