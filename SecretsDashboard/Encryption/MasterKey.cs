using System.Diagnostics;

namespace SecretsDashboard.Encryption;

/// <summary>
/// The operator's key that opens a slot, with a description of where it came from. The description never
/// holds the key; the key is zeroed on disposal and refuses use afterwards.
/// </summary>
[DebuggerDisplay("(master key)")]
internal sealed class MasterKey(GuardedKey key, byte sourceType, string source) : IDisposable
{
    /// <summary>Source type of a key that came from a file.</summary>
    public const byte FromFile = 1;

    /// <summary>Source type of a key that came from an environment variable or another setting.</summary>
    public const byte FromSetting = 2;

    /// <summary><see cref="FromFile"/> or <see cref="FromSetting"/>; recorded in the slot.</summary>
    public byte SourceType { get; } = sourceType;

    /// <summary>For messages, such as "the key file /srv/keys/master.key".</summary>
    public string Source { get; } = source;

    internal GuardedKey Key { get; } = key;

    public override string ToString() => "(master key)";

    public void Dispose() => Key.Dispose();
}
