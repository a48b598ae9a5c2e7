namespace SecretsDashboard.Encryption;

/// <summary>The master key is not the one a slot was sealed with. The message names where the key came from and the slot, never the key.</summary>
internal sealed class WrongMasterKeyException(string source, uint slotId)
    : Exception($"The master key from {source} does not open key slot {slotId}: this data was sealed with another key.");
