using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>libsodium is the one that comes with the program; the self-test holds on this host.</summary>
public sealed class SodiumTests
{
    [Fact]
    public void Load_Repeated_IsHarmless()
    {
        Sodium.Load();
        Sodium.Load();
    }

    [Fact]
    public void Library_OfTheProcess_IsOneFileThatComesWithTheProgram()
    {
        EncryptionSelfTest.Run();
        if (OperatingSystem.IsLinux())
        {
            var mapped = File.ReadLines("/proc/self/maps").Where(line => line.Contains("libsodium", StringComparison.Ordinal)).Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..]).Distinct();
            Assert.StartsWith(AppContext.BaseDirectory, Assert.Single(mapped), StringComparison.Ordinal);
        }
    }
}
