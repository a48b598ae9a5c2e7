using System.Security.Cryptography;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>The root key and the subkeys derived from it.</summary>
public sealed class RootKeyTests
{
    [Fact]
    public void Subkey_KnownAnswer2_GivesKnownWrappingKey()
    {
        using var root = KnownAnswers.RootKey();

        Assert.Equal(KnownAnswers.DataKeyWrapKey, KnownAnswers.Hex(root.Subkey(KeyLabel.DataKeyWrap).Bytes));
    }

    [Fact]
    public void Subkey_KnownAnswer4_GivesKnownAuditKeyAndGenesis()
    {
        using var root = KnownAnswers.RootKey();

        var audit = root.Subkey(KeyLabel.AuditMac);
        byte[] genesis = [.. "sd/v1/audit-genesis\0"u8, .. KnownAnswers.Instance.ToByteArray(bigEndian: true)];

        Assert.Equal(KnownAnswers.AuditKey, KnownAnswers.Hex(audit.Bytes));
        Assert.Equal(KnownAnswers.AuditGenesis, KnownAnswers.Hex(HMACSHA256.HashData(audit.Bytes, genesis)));
    }

    [Fact]
    public void Subkey_EveryLabel_HasItsOwnKeyFromItsOwnText()
    {
        string[] labels = ["dek-wrap", "row-mac", "audit-mac", "user-factor", "data-protection", "backup", "token", "link", "recovery-code"];
        using var root = KnownAnswers.RootKey();

        var expected = labels.Select(label => KnownAnswers.Hex(HKDF.DeriveKey(
            HashAlgorithmName.SHA256, KnownAnswers.Ascending(0x20, 32), 32,
            KnownAnswers.Instance.ToByteArray(bigEndian: true), System.Text.Encoding.ASCII.GetBytes("sd/v1/" + label))));

        Assert.Equal(expected, Enum.GetValues<KeyLabel>().Select(label => KnownAnswers.Hex(root.Subkey(label).Bytes)));
    }

    [Fact]
    public void Subkey_OtherInstanceSameBytes_Differs()
    {
        using var one = KnownAnswers.RootKey();
        using var other = new RootKey(Guid.NewGuid(), 1, KnownAnswers.Ascending(0x20, 32));

        Assert.NotEqual(one.Subkey(KeyLabel.Backup).Bytes.ToArray(), other.Subkey(KeyLabel.Backup).Bytes.ToArray());
    }

    [Fact]
    public void Subkey_AskedTwice_IsTheSameObject()
    {
        using var root = KnownAnswers.RootKey();

        Assert.Same(root.Subkey(KeyLabel.RowMac), root.Subkey(KeyLabel.RowMac));
    }

    [Fact]
    public void Subkey_UnknownLabel_Throws()
    {
        using var root = KnownAnswers.RootKey();

        Assert.Throws<ArgumentOutOfRangeException>(() => root.Subkey((KeyLabel)99));
    }

    [Fact]
    public void Subkey_AfterDispose_Throws()
    {
        var root = KnownAnswers.RootKey();
        var subkey = root.Subkey(KeyLabel.RowMac);
        root.Dispose();

        Assert.Throws<ObjectDisposedException>(() => root.Subkey(KeyLabel.RowMac));
        Assert.Throws<ObjectDisposedException>(() => _ = subkey.Bytes);
    }

    [Fact]
    public void Create_Twice_GivesRandomKeysOfEpochOne()
    {
        using var one = RootKey.Create(KnownAnswers.Instance);
        using var two = RootKey.Create(KnownAnswers.Instance);

        Assert.Equal(1u, one.Epoch);
        Assert.Equal(KnownAnswers.Instance, one.Instance);
        Assert.NotEqual(one.Key.Bytes.ToArray(), two.Key.Bytes.ToArray());
        Assert.Equal("(root key)", one.ToString());
    }
}
