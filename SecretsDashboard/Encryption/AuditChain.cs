using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SecretsDashboard.Encryption;

/// <summary>
/// The MACs that tie the audit log together (HMAC-SHA-256, RFC 2104, under the <c>audit-mac</c> key; the head under
/// <c>row-mac</c>). Pure: bytes in, 32 bytes out; integers and GUIDs big-endian.
/// </summary>
internal sealed class AuditChain(RootKey root)
{
    public uint Epoch => root.Epoch;

    /// <summary>What stands before the first entry.</summary>
    public byte[] Genesis() => Mac(KeyLabel.AuditMac, "sd/v1/audit-genesis\0"u8, []);

    /// <summary>The MAC of entry <paramref name="seq"/> (from 1) over its body and the MAC of the entry before.</summary>
    public byte[] Next(long seq, uint epoch, ReadOnlySpan<byte> previous, ReadOnlySpan<byte> body)
    {
        var message = new byte[8 + 4 + previous.Length + 4 + body.Length];
        BinaryPrimitives.WriteInt64BigEndian(message, seq);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(8), epoch);
        previous.CopyTo(message.AsSpan(12));
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(12 + previous.Length), body.Length);
        body.CopyTo(message.AsSpan(16 + previous.Length));
        return Mac(KeyLabel.AuditMac, "sd/v1/audit\0"u8, message);
    }

    /// <summary>The seal of the head: which entry is the last one.</summary>
    public byte[] Head(long seq, ReadOnlySpan<byte> mac)
    {
        var message = new byte[8 + mac.Length];
        BinaryPrimitives.WriteInt64BigEndian(message, seq);
        mac.CopyTo(message.AsSpan(8));
        return Mac(KeyLabel.RowMac, "sd/v1/audit-head\0"u8, message);
    }

    /// <summary>Does <paramref name="seal"/> say that entry <paramref name="seq"/> with this MAC is the last one?</summary>
    public bool IsHead(long seq, ReadOnlySpan<byte> mac, ReadOnlySpan<byte> seal) => CryptographicOperations.FixedTimeEquals(seal, Head(seq, mac));

    private byte[] Mac(KeyLabel label, ReadOnlySpan<byte> domain, ReadOnlySpan<byte> message)
    {
        var input = new byte[domain.Length + 16 + message.Length];
        domain.CopyTo(input);
        root.Instance.TryWriteBytes(input.AsSpan(domain.Length), bigEndian: true, out _);
        message.CopyTo(input.AsSpan(domain.Length + 16));
        using var key = root.Subkey(label).Lease();
        return HMACSHA256.HashData(key.Bytes, input);
    }
}
