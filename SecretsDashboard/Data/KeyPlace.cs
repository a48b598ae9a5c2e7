using SecretsDashboard.Encryption;

namespace SecretsDashboard.Data;

/// <summary>Where the master key comes from, and whether it is still there for the next start. It reads no key.</summary>
internal sealed class KeyPlace(MasterKeySource source)
{
    /// <summary>In words: "the key file /x/keys/master.key" or "the setting Encryption:MasterKey".</summary>
    public string Description { get; } = source.Describe();

    public bool IsThere => source.Exists();
}
