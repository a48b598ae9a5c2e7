using System.Security.Cryptography;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>Fingerprints: equal for equal values in one place, different for everything else.</summary>
public sealed class FingerprintsTests : IDisposable
{
    private readonly RootKey root = KnownAnswers.RootKey();

    public void Dispose() => root.Dispose();

    [Fact]
    public void Of_Value_IsTheHmacOfLabelPlaceAndValue()
    {
        byte[] message =
        [
            .. "sd/v1/fingerprint\0"u8,
            .. Convert.FromHexString("00000000000040008000000000000001" + "11111111111141118111111111111111"
                + "22222222222242228222222222222222" + "33333333333343338333333333333333"),
            .. KnownAnswers.Value,
        ];

        var fingerprint = Of(root, KnownAnswers.Project, KnownAnswers.Environment, KnownAnswers.Secret, "pg://u:p@h/db");

        Assert.Equal(HMACSHA256.HashData(root.Subkey(KeyLabel.Fingerprint).Bytes, message), Convert.FromHexString(fingerprint));
    }

    [Fact]
    public void Of_AnyInputChanged_Differs()
    {
        var other = Guid.Parse("44444444-4444-4444-8444-444444444444");
        var (project, environment, secret) = (KnownAnswers.Project, KnownAnswers.Environment, KnownAnswers.Secret);
        using var otherInstance = new RootKey(other, 1, KnownAnswers.Ascending(0x20, 32));
        using var otherRoot = new RootKey(KnownAnswers.Instance, 1, KnownAnswers.Ascending(0x21, 32));

        string[] all =
        [
            Of(root, project, environment, secret, "value"),
            Of(root, other, environment, secret, "value"),
            Of(root, project, other, secret, "value"),
            Of(root, project, environment, other, "value"),
            Of(root, environment, project, secret, "value"),
            Of(root, project, environment, secret, "valuf"),
            Of(root, project, environment, secret, "value "),
            Of(root, project, environment, secret, ""),
            Of(otherInstance, project, environment, secret, "value"),
            Of(otherRoot, project, environment, secret, "value"),
        ];

        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.Equal(all[0], Of(root, project, environment, secret, "value"));
    }

    private static string Of(RootKey root, Guid project, Guid environment, Guid secret, string value) =>
        KnownAnswers.Hex(new Fingerprints(root).Of(project, environment, secret, System.Text.Encoding.UTF8.GetBytes(value)));
}
