using System.Text.Json;

namespace SecretsDashboard.Cli;

/// <summary>
/// Reads the secrets of one environment out of the API's answer. Values stay bytes; a name that stands twice and anything that
/// is not the documented shape is refused.
/// </summary>
internal static class DeliveredSecrets
{
    /// <summary>Key to UTF-8 value; the caller zeroes the values.</summary>
    /// <exception cref="ClientFailure">The bytes are something else.</exception>
    public static Dictionary<string, byte[]> Read(ReadOnlySpan<byte> answer)
    {
        try
        {
            return ReadAnswer(new Utf8JsonReader(answer)) ?? throw ApiFailures.Garbage();
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw ApiFailures.Garbage();
        }
    }

    // by hand and not by the serializer: that takes longer to start than everything else here (16 ms of about 60)
    private static Dictionary<string, byte[]>? ReadAnswer(Utf8JsonReader json)
    {
        Dictionary<string, byte[]>? secrets = null;
        Expect(json.Read() && json.TokenType == JsonTokenType.StartObject);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isSecrets = json.ValueTextEquals("secrets"u8);
            Expect(json.Read() && !(isSecrets && secrets is not null));
            if (isSecrets)
            {
                secrets = ReadSecrets(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        // reading to the end finds what stands behind the object
        Expect(!json.Read());
        return secrets;
    }

    private static Dictionary<string, byte[]> ReadSecrets(ref Utf8JsonReader json)
    {
        var secrets = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        Expect(json.TokenType == JsonTokenType.StartObject);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = json.GetString()!;
            Expect(json.Read() && json.TokenType == JsonTokenType.String && secrets.TryAdd(key, Value(ref json)));
        }

        return secrets;
    }

    private static byte[] Value(ref Utf8JsonReader json)
    {
        var buffer = new byte[json.ValueSpan.Length];
        var length = json.CopyString(buffer);
        return length == buffer.Length ? buffer : buffer[..length];
    }

    private static void Expect(bool condition)
    {
        if (!condition)
        {
            throw ApiFailures.Garbage();
        }
    }
}
