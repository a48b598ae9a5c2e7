using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>The bytes every context stands for, field by field.</summary>
public sealed class SealingContextTests
{
    private const string Instance = "00000000000040008000000000000001";
    private const string Project = "11111111111141118111111111111111";

    [Fact]
    public void SecretValue_KnownAnswer1_GivesKnownAssociatedData()
    {
        var header = KnownAnswers.ValueBlob[..24];

        Assert.Equal(KnownAnswers.ValueAssociatedData, header + KnownAnswers.Hex(KnownAnswers.ValueContext.Bytes));
    }

    [Fact]
    public void Mask_SameFields_HasTheBytesOfTheValueAndItsOwnPurpose()
    {
        var mask = SealingContext.Mask(
            KnownAnswers.Instance, KnownAnswers.Project, KnownAnswers.Environment, KnownAnswers.Secret, KnownAnswers.Version, KnownAnswers.KeyName);

        Assert.True(mask.Bytes.SequenceEqual(KnownAnswers.ValueContext.Bytes));
        Assert.Equal(Purpose.Mask, mask.Purpose);
        Assert.Equal(7, (byte)mask.Purpose);
    }

    [Fact]
    public void WrappedDataKey_Fields_AreBigEndianInOrder()
    {
        AssertContext(SealingContext.WrappedDataKey(KnownAnswers.Instance, KnownAnswers.Project, 0x01020304), 2, Instance + Project + "01020304");
    }

    [Fact]
    public void Slot_Fields_AreBigEndianInOrder()
    {
        var commit = KnownAnswers.Ascending(0x60, 32);

        AssertContext(SealingContext.Slot(KnownAnswers.Instance, 0x01020304, 2, commit), 3, Instance + "01020304" + "02" + KnownAnswers.Hex(commit));
    }

    [Fact]
    public void DataProtectionRow_Fields_AreBigEndianInOrder()
    {
        AssertContext(SealingContext.DataProtectionRow(KnownAnswers.Instance, KnownAnswers.Project), 4, Instance + Project);
    }

    [Fact]
    public void TotpSeed_Fields_AreBigEndianInOrder()
    {
        AssertContext(SealingContext.TotpSeed(KnownAnswers.Instance, KnownAnswers.Project, 0x01020304), 5, Instance + Project + "01020304");
    }

    [Fact]
    public void SecretValue_NameInOtherLetters_IsUtf8WithItsLengthInBytes()
    {
        var context = SealingContext.SecretValue(default, default, default, default, 0, "é");

        Assert.Equal("0002c3a9", KnownAnswers.Hex(context.Bytes[^4..]));
    }

    [Fact]
    public void SecretValue_NameThatIsNoText_Throws()
    {
        Assert.ThrowsAny<ArgumentException>(() => SealingContext.SecretValue(default, default, default, default, 0, "A\ud800"));
    }

    [Fact]
    public void SecretValue_NameTooLongForItsLengthField_Throws()
    {
        _ = SealingContext.SecretValue(default, default, default, default, 0, new string('A', 65_535));

        Assert.Throws<ArgumentException>(() => SealingContext.SecretValue(default, default, default, default, 0, new string('A', 65_536)));
    }

    private static void AssertContext(SealingContext context, byte purpose, string bytes)
    {
        Assert.Equal(purpose, (byte)context.Purpose);
        Assert.Equal(bytes, KnownAnswers.Hex(context.Bytes));
    }
}
