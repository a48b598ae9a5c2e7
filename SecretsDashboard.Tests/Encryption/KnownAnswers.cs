using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>The known answers KAT-1, KAT-2 and KAT-4 of the format and the ids and keys they were made with.</summary>
internal static class KnownAnswers
{
    internal const uint DataKeyVersion = 3;
    internal const ulong Version = 7;
    internal const string KeyName = "DATABASE_URL";

    internal const string ValueAssociatedData =
        "534445310101000000000003000000000000400080000000000000011111111111114111811111111111111122222222222242228222222222222222"
        + "333333333333433383333333333333330000000000000007000c44415441424153455f55524c";

    internal const string ValueBlob =
        "534445310101000000000003a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b76baa76c252cda2715a5aff4b086020f30db6d5ea594b3bdb"
        + "140f89800c09fb8878a354b309d11ba0f1dfd931c8f02de1e80d67079743eeebc5528d97e304f46ae168e17d337881dd353a88b5a061fda9";

    internal const string DataKeyWrapKey = "1b41f56d7f4099cd023ed26aeee6d98d72773786b596d22b0c2ae9b2864dae55";

    internal const string WrappedDataKeyBlob =
        "534445310102000000000001a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b783c170fe6aa0b99316ebf0f6f31aafb35933686bff97932a"
        + "86b7a2551abde742f7ac62425b5ecdb6b5dedf16fc847a07";

    internal const string AuditKey = "d73ea1eb933af9ea2f9aefbc49241fe2b76ce98d749236927f7b75a0843314e7";
    internal const string AuditGenesis = "b29f4523243d2ec96ca005adac320b302cf69e06ee8e7bf764ec2d0f36eec7c5";

    internal static readonly Guid Instance = Guid.Parse("00000000-0000-4000-8000-000000000001");
    internal static readonly Guid Project = Guid.Parse("11111111-1111-4111-8111-111111111111");
    internal static readonly Guid Environment = Guid.Parse("22222222-2222-4222-8222-222222222222");
    internal static readonly Guid Secret = Guid.Parse("33333333-3333-4333-8333-333333333333");

    internal static ReadOnlySpan<byte> Value => "pg://u:p@h/db"u8;

    internal static byte[] Nonce => Ascending(0xa0, 24);

    internal static SealingContext ValueContext => SealingContext.SecretValue(Instance, Project, Environment, Secret, Version, KeyName);

    internal static GuardedKey DataKey() => GuardedKey.From(Ascending(0x40, 32));

    internal static RootKey RootKey() => new(Instance, 1, Ascending(0x20, 32));

    internal static byte[] Ascending(int first, int count) => [.. Enumerable.Range(first, count).Select(number => (byte)number)];

    internal static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    internal static byte[] WithBitFlipped(byte[] bytes, int bit)
    {
        var altered = bytes.ToArray();
        altered[bit / 8] ^= (byte)(1 << (bit % 8));
        return altered;
    }
}
