using System.Buffers;
using System.Buffers.Binary;

namespace SecretsDashboard.Encryption;

/// <summary>
/// Puts fields of fixed width one behind the other, GUIDs and integers big-endian, as the format wants them.
/// For public bytes only: contexts, headers and derivation labels, never a key or a value.
/// </summary>
internal sealed class BigEndianFields
{
    private readonly ArrayBufferWriter<byte> fields = new(128);

    public BigEndianFields Add(Guid id)
    {
        id.TryWriteBytes(fields.GetSpan(16), bigEndian: true, out _);
        fields.Advance(16);
        return this;
    }

    public BigEndianFields Add(ushort number)
    {
        BinaryPrimitives.WriteUInt16BigEndian(fields.GetSpan(2), number);
        fields.Advance(2);
        return this;
    }

    public BigEndianFields Add(uint number)
    {
        BinaryPrimitives.WriteUInt32BigEndian(fields.GetSpan(4), number);
        fields.Advance(4);
        return this;
    }

    public BigEndianFields Add(ulong number)
    {
        BinaryPrimitives.WriteUInt64BigEndian(fields.GetSpan(8), number);
        fields.Advance(8);
        return this;
    }

    public BigEndianFields Add(ReadOnlySpan<byte> bytes)
    {
        fields.Write(bytes);
        return this;
    }

    public byte[] ToArray() => fields.WrittenSpan.ToArray();
}
