using System.Security.Cryptography;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>The MACs of the audit chain against the published answer and against the formula, written a second time.</summary>
public sealed class AuditChainTests
{
    [Fact]
    public void Genesis_KnownInstance_IsKat4()
    {
        using var root = KnownAnswers.RootKey();

        Assert.Equal(KnownAnswers.AuditGenesis, KnownAnswers.Hex(new AuditChain(root).Genesis()));
    }

    [Fact]
    public void Next_FirstEntry_IsTheFormulaOfTheDesign()
    {
        using var root = KnownAnswers.RootKey();
        var previous = Convert.FromHexString(KnownAnswers.AuditGenesis);
        byte[] body = [.. "{}"u8];
        var message = new List<byte>([.. "sd/v1/audit\0"u8, .. KnownAnswers.Instance.ToByteArray(bigEndian: true)]);
        message.AddRange([0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, .. previous, 0, 0, 0, 2, .. body]);

        var expected = HMACSHA256.HashData(Convert.FromHexString(KnownAnswers.AuditKey), message.ToArray());

        Assert.Equal(KnownAnswers.Hex(expected), KnownAnswers.Hex(new AuditChain(root).Next(1, 1, previous, body)));
    }

    [Fact]
    public void Next_AnyPartDiffers_AnotherMac()
    {
        using var root = KnownAnswers.RootKey();
        var chain = new AuditChain(root);
        var previous = chain.Genesis();

        string[] macs =
        [
            KnownAnswers.Hex(chain.Next(1, 1, previous, "{}"u8)), KnownAnswers.Hex(chain.Next(2, 1, previous, "{}"u8)), KnownAnswers.Hex(chain.Next(1, 2, previous, "{}"u8)),
            KnownAnswers.Hex(chain.Next(1, 1, new byte[32], "{}"u8)), KnownAnswers.Hex(chain.Next(1, 1, previous, "[]"u8)), KnownAnswers.Hex(chain.Head(1, previous)),
        ];

        Assert.Equal(macs.Length, macs.Distinct().Count());
    }
}
