using System.Runtime.InteropServices;

namespace SecretsDashboard.Cli;

/// <summary>
/// OpenSSL, the one library beside the C library that this program takes from the system: for https and for the sealed cache. Where .NET does not
/// find it, .NET ends the process with a core dump, so it is asked for before anything needs it.
/// </summary>
internal static partial class OpenSsl
{
    /// <param name="user">What needs it, as the beginning of a sentence.</param>
    /// <exception cref="ClientFailure">The system has none.</exception>
    public static void Require(string user)
    {
        if (OperatingSystem.IsLinux() && IsAvailable() == 0)
        {
            throw new ClientFailure(ExitCode.BadSettings, $"{user} needs OpenSSL, and this system has no libssl that can be loaded; install its package: libssl3 on Debian and Ubuntu, openssl-libs on Fedora, libssl3 on Alpine");
        }
    }

    // .NET's own question before it takes OpenSSL into use: it answers 0 where everything else would end the process
    [LibraryImport("libSystem.Security.Cryptography.Native.OpenSsl", EntryPoint = "CryptoNative_OpenSslAvailable")]
    private static partial int IsAvailable();
}
