using System.Security.Cryptography;

namespace SecretsDashboard.Cli;

/// <summary>Reads the value to store: what is piped in, byte for byte, or what is typed at a hidden prompt. It never reads more than one byte above the limit.</summary>
internal static class ValueInput
{
    /// <summary>The bytes; the caller zeroes them.</summary>
    public static byte[] Read(string key) => StandardStreams.IsInputRedirected ? Piped() : HiddenPrompt.Read($"Value of {key} (not shown): ");

    private static byte[] Piped()
    {
        // one more than allowed tells a value that is too long from one that just fits
        var buffer = GC.AllocateUninitializedArray<byte>(ValueRule.Longest + 1, pinned: true);
        var length = StandardStreams.Read(buffer);
        var value = buffer[..length];
        CryptographicOperations.ZeroMemory(buffer);
        return value;
    }
}
