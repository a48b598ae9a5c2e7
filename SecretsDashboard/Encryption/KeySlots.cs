using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SecretsDashboard.Encryption;

/// <summary>
/// Seals the root key under a master key, and opens it again. It tells a wrong master key from a damaged slot
/// and refuses both; a slot of another instance or with another id does not open.
/// </summary>
internal static class KeySlots
{
    private const int SaltSize = 32;
    private const int EpochSize = 4;

    /// <summary>Seals the root key into a new slot with a fresh salt.</summary>
    public static SealedSlot Seal(MasterKey master, uint slotId, RootKey root)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        var commit = CommitOf(master, root.Instance, slotId, salt);
        using var slotKey = Derive(master, "sd/v1/slot"u8, root.Instance, slotId, salt);
        using var content = new Plaintext(EpochSize + GuardedKey.Size);
        using var lease = root.Key.Lease();
        BinaryPrimitives.WriteUInt32BigEndian(content.Span, root.Epoch);
        lease.Bytes.CopyTo(content.Span[EpochSize..]);
        var context = SealingContext.Slot(root.Instance, slotId, master.SourceType, commit);
        return new SealedSlot(slotId, master.SourceType, salt, commit, Envelope.Seal(slotKey, slotId, context, content.Span));
    }

    /// <summary>
    /// Opens a slot; the caller disposes the root key. The key opens it wherever it comes from: a key moved from a file to a setting still fits.
    /// </summary>
    /// <exception cref="WrongMasterKeyException">The commit differs: another master key.</exception>
    /// <exception cref="DamagedSlotException">The master key fits but the slot has been altered.</exception>
    public static RootKey Open(MasterKey master, Guid instance, SealedSlot slot)
    {
        if (slot.Salt.Length != SaltSize || slot.Commit.Length != GuardedKey.Size)
        {
            throw new DamagedSlotException(slot.SlotId);
        }

        if (!CryptographicOperations.FixedTimeEquals(CommitOf(master, instance, slot.SlotId, slot.Salt), slot.Commit))
        {
            throw new WrongMasterKeyException(master.Source, slot.SlotId);
        }

        using var slotKey = Derive(master, "sd/v1/slot"u8, instance, slot.SlotId, slot.Salt);
        using var content = OpenContent(slotKey, instance, slot);
        if (content.Length != EpochSize + GuardedKey.Size)
        {
            throw new DamagedSlotException(slot.SlotId);
        }

        return new RootKey(instance, BinaryPrimitives.ReadUInt32BigEndian(content.Span), content.Span[EpochSize..]);
    }

    private static Plaintext OpenContent(GuardedKey slotKey, Guid instance, SealedSlot slot)
    {
        try
        {
            return Envelope.Open(slotKey, slot.SlotId, SealingContext.Slot(instance, slot.SlotId, slot.SourceType, slot.Commit), slot.Blob);
        }
        catch (EnvelopeException failure)
        {
            throw new DamagedSlotException(slot.SlotId, failure);
        }
    }

    private static byte[] CommitOf(MasterKey master, Guid instance, uint slotId, byte[] salt)
    {
        using var commit = Derive(master, "sd/v1/slot-commit"u8, instance, slotId, salt);
        return commit.Bytes.ToArray();
    }

    private static GuardedKey Derive(MasterKey master, ReadOnlySpan<byte> label, Guid instance, uint slotId, byte[] salt)
    {
        using var lease = master.Key.Lease();
        return GuardedKey.Derive(lease.Bytes, salt, new BigEndianFields().Add(label).Add(instance).Add(slotId).ToArray());
    }
}
