using System.Text.Json;

namespace SecretsDashboard.Cli;

/// <summary>The answer to a stored value. It is asked for so that a stranger's "200 OK" does not pass for a stored secret.</summary>
internal sealed record StoredVersion(long? Version)
{
    /// <exception cref="ClientFailure">The bytes do not say which version was stored.</exception>
    public static void Check(ReadOnlySpan<byte> answer)
    {
        try
        {
            _ = JsonSerializer.Deserialize(answer, ApiJson.Default.StoredVersion)?.Version ?? throw ApiFailures.Garbage();
        }
        catch (JsonException)
        {
            throw ApiFailures.Garbage();
        }
    }
}
