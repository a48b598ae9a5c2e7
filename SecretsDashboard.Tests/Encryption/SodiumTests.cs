using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>libsodium is found, or its absence is explained in one sentence; the self-test holds on this host.</summary>
public sealed class SodiumTests
{
    [Fact]
    public void Open_NoSuchLibrary_ThrowsNamingThePackage()
    {
        var missing = Assert.Throws<SodiumMissingException>(() => Sodium.Open("libsodium-not-there.so.1", "libsodium-not-there"));

        Assert.Contains("libsodium23", missing.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FirstNameMissing_TriesTheNext()
    {
        Assert.NotEqual(0, Sodium.Open("libsodium-not-there", "libsodium.so.23", "libsodium.so.26", "libsodium"));
    }

    [Fact]
    public void Load_Repeated_IsHarmless()
    {
        Sodium.Load();
        Sodium.Load();
    }

    [Fact]
    public void Run_OnThisHost_Passes()
    {
        EncryptionSelfTest.Run();
    }
}
