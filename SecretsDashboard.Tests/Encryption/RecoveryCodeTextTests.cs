using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>Recovery codes: their shape, and that a person may write one as they like.</summary>
public sealed class RecoveryCodeTextTests
{
    private static readonly Guid Instance = Guid.NewGuid();
    private static readonly Guid User = Guid.NewGuid();

    [Fact]
    public void Create_Many_AreDifferentAndOfOneShape()
    {
        var codes = Enumerable.Range(0, 100).Select(_ => RecoveryCodeText.Create()).ToList();

        Assert.Equal(100, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Matches("^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$", code));
    }

    [Theory]
    [InlineData("01AB-CDEF-GHJK-MNPQ")]
    [InlineData("01abcdefghjkmnpq")]
    [InlineData(" olab cdef ghjk mnpq ")]
    [InlineData("OI-AB-CD-EF-GH-JK-MN-PQ")]
    public void Digest_HoweverItIsWritten_IsTheSame(string written) =>
        Assert.Equal(RecoveryCodeText.Digest(Instance, User, "01ABCDEFGHJKMNPQ"), RecoveryCodeText.Digest(Instance, User, written));

    [Fact]
    public void Digest_AnotherPersonInstanceOrCode_IsAnother()
    {
        var digests = new[]
        {
            RecoveryCodeText.Digest(Instance, User, "01ABCDEFGHJKMNPQ"),
            RecoveryCodeText.Digest(Instance, Guid.NewGuid(), "01ABCDEFGHJKMNPQ"),
            RecoveryCodeText.Digest(Guid.NewGuid(), User, "01ABCDEFGHJKMNPQ"),
            RecoveryCodeText.Digest(Instance, User, "01ABCDEFGHJKMNPR"),
        };

        Assert.Equal(4, digests.Select(Convert.ToHexString).Distinct().Count());
    }
}
