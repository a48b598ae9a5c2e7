using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>
/// A second reader of the format, written from SecretsDashboard/Encryption/README.md alone with other cryptography: it proves
/// that the description is complete. It uses nothing of the product.
/// </summary>
internal static class IndependentReader
{
    internal static byte[] RootKeyFrom(string keyFile, Guid instance, uint slotId, byte sourceType, byte[] salt, byte[] commit, byte[] sealedSlot)
    {
        var master = Convert.FromHexString(keyFile.Trim());
        byte[] place = [.. Big(instance), .. Big(slotId)];
        Assert.Equal(commit, Derive(master, salt, [.. "sd/v1/slot-commit"u8, .. place]));
        var slotKey = Derive(master, salt, [.. "sd/v1/slot"u8, .. place]);
        return Open(slotKey, 3, slotId, [.. place, sourceType, .. commit], sealedSlot)[4..];
    }

    internal static byte[] DataKeyFrom(byte[] rootKey, uint epoch, Guid instance, Guid project, uint version, byte[] sealedKey)
    {
        var wrappingKey = Derive(rootKey, Big(instance), "sd/v1/dek-wrap"u8);
        return Open(wrappingKey, 2, epoch, [.. Big(instance), .. Big(project), .. Big(version)], sealedKey);
    }

    internal static byte[] ValueFrom(byte[] dataKey, uint dataKeyVersion, Guid[] place, ulong version, string name, byte[] sealedValue)
    {
        var nameBytes = System.Text.Encoding.UTF8.GetBytes(name);
        var versionBytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(versionBytes, version);
        byte[] context = [.. place.SelectMany(Big), .. versionBytes, (byte)(nameBytes.Length >> 8), (byte)nameBytes.Length, .. nameBytes];
        var padded = Open(dataKey, 1, dataKeyVersion, context, sealedValue);
        Assert.Equal(0, padded[0]);
        var end = padded.Length - 1;
        while (padded[end] == 0)
        {
            end--;
        }

        Assert.Equal(0x80, padded[end]);
        return padded[1..end];
    }

    private static byte[] Open(byte[] key, byte purpose, uint keyId, byte[] context, byte[] blob)
    {
        byte[] header = [0x53, 0x44, 0x45, 0x31, 0x01, purpose, 0, 0, .. Big(keyId)];
        Assert.Equal(header, blob[..12]);
        var nonce = blob[12..36];
        using var cipher = new ChaCha20Poly1305(HChaCha20(key, nonce));
        var content = new byte[blob.Length - 52];
        byte[] shortNonce = [0, 0, 0, 0, .. nonce[16..]];
        byte[] associatedData = [.. header, .. context];
        cipher.Decrypt(shortNonce, blob[36..^16], blob[^16..], content, associatedData);
        return content;
    }

    private static byte[] Derive(byte[] ikm, byte[] salt, ReadOnlySpan<byte> info)
    {
        var output = new byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, ikm, output, salt, info);
        return output;
    }

    private static byte[] Big(Guid id) => Convert.FromHexString(id.ToString("N"));

    private static byte[] Big(uint number) => [(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number];

    // draft-irtf-cfrg-xchacha-03, 2.2
    internal static byte[] HChaCha20(byte[] key, byte[] nonce)
    {
        var state = new uint[16];
        byte[] start = [.. "expand 32-byte k"u8, .. key, .. nonce[..16]];
        for (var word = 0; word < 16; word++)
        {
            state[word] = BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(4 * word));
        }

        for (var round = 0; round < 10; round++)
        {
            for (var column = 0; column < 4; column++)
            {
                QuarterRound(state, column, column + 4, column + 8, column + 12);
            }

            for (var column = 0; column < 4; column++)
            {
                QuarterRound(state, column, ((column + 1) % 4) + 4, ((column + 2) % 4) + 8, ((column + 3) % 4) + 12);
            }
        }

        uint[] words = [.. state[..4], .. state[12..]];
        return MemoryMarshal.AsBytes<uint>(words).ToArray();
    }

    private static void QuarterRound(uint[] s, int a, int b, int c, int d)
    {
        s[a] += s[b];
        s[d] = BitOperations.RotateLeft(s[d] ^ s[a], 16);
        s[c] += s[d];
        s[b] = BitOperations.RotateLeft(s[b] ^ s[c], 12);
        s[a] += s[b];
        s[d] = BitOperations.RotateLeft(s[d] ^ s[a], 8);
        s[c] += s[d];
        s[b] = BitOperations.RotateLeft(s[b] ^ s[c], 7);
    }
}
