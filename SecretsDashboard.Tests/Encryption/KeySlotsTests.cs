using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>Slots: the right key opens, a wrong key and a damaged slot are told apart.</summary>
public sealed class KeySlotsTests : IDisposable
{
    private readonly RootKey root = new(KnownAnswers.Instance, 5, KnownAnswers.Ascending(0x20, 32));
    private readonly MasterKey master = Master(GuardedKey.From(KnownAnswers.Ascending(0, 32)));

    public void Dispose()
    {
        root.Dispose();
        master.Dispose();
    }

    [Fact]
    public void SealAndOpen_SameMasterKey_GivesTheRootKey()
    {
        var slot = KeySlots.Seal(master, 9, root);

        using var opened = KeySlots.Open(master, KnownAnswers.Instance, slot);

        Assert.Equal(root.Key.Bytes.ToArray(), opened.Key.Bytes.ToArray());
        Assert.Equal((KnownAnswers.Instance, 5u), (opened.Instance, opened.Epoch));
        Assert.Equal((9u, (byte)1, 32, 32, 88), (slot.SlotId, slot.SourceType, slot.Salt.Length, slot.Commit.Length, slot.Blob.Length));
        Assert.Equal(9u, Envelope.KeyIdOf(slot.Blob));
    }

    [Fact]
    public void Seal_Twice_UsesFreshSalts()
    {
        var (one, two) = (KeySlots.Seal(master, 1, root), KeySlots.Seal(master, 1, root));

        Assert.NotEqual(one.Salt, two.Salt);
        Assert.NotEqual(one.Commit, two.Commit);
    }

    [Fact]
    public void Open_SameKeyFromAnotherSource_Opens()
    {
        var slot = KeySlots.Seal(master, 1, root);
        using var asSetting = new MasterKey(GuardedKey.From(master.Key.Bytes), MasterKey.FromSetting, "the setting Encryption:MasterKey");

        using var opened = KeySlots.Open(asSetting, KnownAnswers.Instance, slot);

        Assert.Equal(root.Key.Bytes.ToArray(), opened.Key.Bytes.ToArray());
    }

    [Fact]
    public void Open_AnotherMasterKey_IsWrongKeyNamingSourceAndSlot()
    {
        var slot = KeySlots.Seal(master, 9, root);
        using var other = Master(GuardedKey.Random());

        var refusal = Assert.Throws<WrongMasterKeyException>(() => KeySlots.Open(other, KnownAnswers.Instance, slot));

        Assert.Contains("the key file /k", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("slot 9", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AnotherInstanceOrSlotIdOrSaltOrCommit_IsWrongKey()
    {
        var slot = KeySlots.Seal(master, 1, root);

        AssertWrongKey(slot, Guid.NewGuid());
        AssertWrongKey(slot with { SlotId = 2 });
        AssertWrongKey(slot with { Salt = KnownAnswers.WithBitFlipped(slot.Salt, 0) });
        AssertWrongKey(slot with { Commit = KnownAnswers.WithBitFlipped(slot.Commit, 255) });
    }

    [Fact]
    public void Open_AnyBitOfTheBlobFlipped_IsDamaged()
    {
        var slot = KeySlots.Seal(master, 1, root);
        for (var bit = 0; bit < slot.Blob.Length * 8; bit++)
        {
            AssertDamaged(slot with { Blob = KnownAnswers.WithBitFlipped(slot.Blob, bit) });
        }
    }

    [Fact]
    public void Open_PartsMissingOrExchanged_IsDamaged()
    {
        var slot = KeySlots.Seal(master, 1, root);

        AssertDamaged(slot with { SourceType = 2 });
        AssertDamaged(slot with { Salt = slot.Salt[..31] });
        AssertDamaged(slot with { Commit = slot.Commit[..31] });
        AssertDamaged(slot with { Commit = [] });
        AssertDamaged(slot with { Blob = [] });
        AssertDamaged(slot with { Blob = slot.Blob[..^1] });
        AssertDamaged(slot with { Blob = KeySlots.Seal(master, 1, root).Blob });
    }

    private static MasterKey Master(GuardedKey key) => new(key, MasterKey.FromFile, "the key file /k");

    private void AssertWrongKey(SealedSlot slot, Guid? instance = null) =>
        Assert.Throws<WrongMasterKeyException>(() => KeySlots.Open(master, instance ?? KnownAnswers.Instance, slot));

    private void AssertDamaged(SealedSlot slot)
    {
        var refusal = Assert.Throws<DamagedSlotException>(() => KeySlots.Open(master, KnownAnswers.Instance, slot));
        Assert.Contains("slot 1 ", refusal.Message, StringComparison.Ordinal);
    }
}
