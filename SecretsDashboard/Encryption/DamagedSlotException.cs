namespace SecretsDashboard.Encryption;

/// <summary>The master key is the right one, but what the slot holds is altered or incomplete. The message names the slot only.</summary>
internal sealed class DamagedSlotException(uint slotId, Exception? inner = null)
    : Exception($"Key slot {slotId} is damaged: the stored slot has been altered or is incomplete. Restore it from a backup.", inner);
