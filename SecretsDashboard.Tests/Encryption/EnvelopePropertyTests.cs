using CsCheck;
using SecretsDashboard.Encryption;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>The envelope opens exactly what was sealed, for any value at any place, and nothing that differs in a bit.</summary>
public sealed class EnvelopePropertyTests
{
    // every length up to two blocks of padding, and some up to the longest
    private static readonly Gen<byte[]> Values = Gen.OneOf(Gen.Byte.Array[1, 130], Gen.Byte.Array[1, 130], Gen.Byte.Array[1, 4096], Gen.Byte.Array[65_530, 65_536]);

    private static readonly Gen<SealingContext> Places = Gen.Select(Gen.Guid, Gen.Guid, Gen.Guid, Gen.Guid, Gen.ULong, Property.Text).Select(SealingContext.SecretValue);

    [Fact]
    public void Open_WhateverWasSealed_ComesBack()
    {
        using var key = KnownAnswers.DataKey();
        Gen.Select(Values, Places, Gen.UInt).Holds((value, place, keyId) =>
        {
            var blob = Envelope.Seal(key, keyId, place, value);

            Assert.Equal((Envelope.LengthOf(value.Length), keyId), (blob.Length, Envelope.KeyIdOf(blob)));
            using var opened = Envelope.Open(key, keyId, place, blob);
            Assert.True(opened.Span.SequenceEqual(value));
            using var scratch = new Plaintext(blob.Length);
            Assert.True(Envelope.OpenValue(key, keyId, place, blob, scratch.Span).SequenceEqual(value));
            Assert.True(Envelope.Holds(key, keyId, place, blob, value));
        });
    }

    [Fact]
    public void Holds_AnotherValue_IsFalse()
    {
        using var key = KnownAnswers.DataKey();
        Gen.Select(Values, Values).Where((value, other) => !value.SequenceEqual(other)).Holds((value, other) =>
            Assert.False(Envelope.Holds(key, 1, KnownAnswers.ValueContext, Envelope.Seal(key, 1, KnownAnswers.ValueContext, value), other)));
    }

    [Fact]
    public void Open_AnythingThatDiffers_Refuses()
    {
        using var key = KnownAnswers.DataKey();
        Gen.Select(Values, Places, Gen.UInt, Gen.Int[0, int.MaxValue - 1]).Holds((value, place, keyId, any) =>
        {
            var blob = Envelope.Seal(key, keyId, place, value);

            Refused(place, keyId, KnownAnswers.WithBitFlipped(blob, any % (blob.Length * 8)));
            Refused(place, keyId, blob[..(any % blob.Length)]);
            Refused(place, keyId, [.. blob, (byte)any]);
            Refused(place, keyId + 1, blob);
            Refused(SealingContext.OfBytes(place.Purpose, KnownAnswers.WithBitFlipped(place.Bytes.ToArray(), any % (place.Bytes.Length * 8))), keyId, blob);
        });

        void Refused(SealingContext place, uint keyId, byte[] blob) => Assert.Throws<EnvelopeException>(() => Envelope.Open(key, keyId, place, blob));
    }
}
