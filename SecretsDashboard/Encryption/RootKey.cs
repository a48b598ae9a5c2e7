using System.Diagnostics;

namespace SecretsDashboard.Encryption;

/// <summary>
/// The key of the whole instance, from which one subkey per use is derived. It seals nothing itself and is
/// stored only inside a slot; it refuses use after disposal.
/// </summary>
[DebuggerDisplay("(root key)")]
internal sealed class RootKey : IDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<KeyLabel, GuardedKey> subkeys = [];

    /// <summary>Takes 32 bytes of key into guarded memory; the caller zeroes the original.</summary>
    internal RootKey(Guid instance, uint epoch, ReadOnlySpan<byte> bytes)
        : this(instance, epoch, GuardedKey.From(bytes))
    {
    }

    private RootKey(Guid instance, uint epoch, GuardedKey key)
    {
        Instance = instance;
        Epoch = epoch;
        Key = key;
    }

    /// <summary>Id of the instance; it is the salt of every subkey.</summary>
    public Guid Instance { get; }

    /// <summary>Which root key of the instance this is, from 1; the key id of everything sealed with a subkey.</summary>
    public uint Epoch { get; }

    /// <summary>The key itself, only for sealing it into a slot.</summary>
    internal GuardedKey Key { get; }

    /// <summary>Makes the first root key of a new instance, at random.</summary>
    public static RootKey Create(Guid instance) => new(instance, epoch: 1, GuardedKey.Random());

    /// <summary>
    /// HKDF-SHA-256 of the root key, salt = instance id, info = "sd/v1/" + label, 32 bytes. Derived once; it belongs to this
    /// object and must not be disposed by the caller.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The root key is disposed.</exception>
    public GuardedKey Subkey(KeyLabel label)
    {
        lock (gate)
        {
            using var lease = Key.Lease();
            if (!subkeys.TryGetValue(label, out var subkey))
            {
                subkey = GuardedKey.Derive(lease.Bytes, Instance.ToByteArray(bigEndian: true), InfoOf(label));
                subkeys.Add(label, subkey);
            }

            return subkey;
        }
    }

    public override string ToString() => "(root key)";

    public void Dispose()
    {
        lock (gate)
        {
            Key.Dispose();
            foreach (var subkey in subkeys.Values)
            {
                subkey.Dispose();
            }
        }
    }

    private static ReadOnlySpan<byte> InfoOf(KeyLabel label) => label switch
    {
        KeyLabel.DataKeyWrap => "sd/v1/dek-wrap"u8,
        KeyLabel.RowMac => "sd/v1/row-mac"u8,
        KeyLabel.AuditMac => "sd/v1/audit-mac"u8,
        KeyLabel.UserFactor => "sd/v1/user-factor"u8,
        KeyLabel.DataProtection => "sd/v1/data-protection"u8,
        KeyLabel.Backup => "sd/v1/backup"u8,
        KeyLabel.Token => "sd/v1/token"u8,
        KeyLabel.Link => "sd/v1/link"u8,
        KeyLabel.RecoveryCode => "sd/v1/recovery-code"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(label)),
    };
}
