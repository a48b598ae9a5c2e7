using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace SecretsDashboard.Encryption;

/// <summary>
/// The codes of authenticator apps: RFC 6238 with SHA-1, six digits, a new one every 30 seconds. It makes codes and finds the
/// time step of one; it refuses codes that are not newer than the last one accepted.
/// </summary>
internal static class TimeCode
{
    private const int Digits = 6;
    public const int SeedSize = 20;

    private const int StepSeconds = 30;

    /// <summary>How many steps a phone's clock may be off, either way.</summary>
    private const int Window = 1;

    public static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / StepSeconds;

    public static string Of(ReadOnlySpan<byte> seed, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        Span<byte> mac = stackalloc byte[20];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // what every authenticator app speaks; as a MAC it is not broken
        HMACSHA1.HashData(seed, counter, mac);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(mac[(mac[^1] & 15)..]) & int.MaxValue;
        CryptographicOperations.ZeroMemory(mac);
        return (number % 1_000_000).ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0');
    }

    /// <summary>The step a code belongs to, around now and later than <paramref name="last"/>; null: it counts for nothing.</summary>
    public static long? StepOf(ReadOnlySpan<byte> seed, string code, DateTimeOffset now, long last)
    {
        long? found = null;
        for (var step = StepAt(now) - Window; step <= StepAt(now) + Window; step++)
        {
            // all are compared, in constant time
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(code), System.Text.Encoding.UTF8.GetBytes(Of(seed, step))) && step > last)
            {
                found ??= step;
            }
        }
        return found;
    }
}
