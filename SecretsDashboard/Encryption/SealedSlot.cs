namespace SecretsDashboard.Encryption;

/// <summary>One sealed copy of the root key as it is stored: nothing in it is secret, all of it is authenticated when it is opened.</summary>
/// <param name="SlotId">Number of the slot in this instance.</param>
/// <param name="SourceType">Kind of master key it was sealed with, see <see cref="MasterKey.SourceType"/>.</param>
/// <param name="Salt">32 random bytes.</param>
/// <param name="Commit">32 bytes derived from the master key: tells a wrong key from a damaged slot.</param>
/// <param name="Blob">The envelope, purpose <see cref="Purpose.Slot"/>.</param>
internal sealed record SealedSlot(uint SlotId, byte SourceType, byte[] Salt, byte[] Commit, byte[] Blob);
