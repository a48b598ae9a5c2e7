using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SecretsDashboard.Cli;

/// <summary>The request body that carries one value. It is written from bytes into one buffer, which is zeroed when disposed.</summary>
internal sealed class SecretBody : IDisposable
{
    private const int LongestEscape = 6;
    private const int Frame = 64;

    private readonly ArrayBufferWriter<byte> buffer;

    public SecretBody(ReadOnlySpan<byte> value, string? description)
    {
        // large enough from the start: growing would leave copies behind
        buffer = new ArrayBufferWriter<byte>(Frame + (LongestEscape * (value.Length + (3 * (description?.Length ?? 0)))));

        // the body goes to an API and never into a page, so only what JSON asks for is escaped
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("value"u8, value);
        if (description is not null)
        {
            json.WriteString("description"u8, description);
        }

        json.WriteEndObject();
    }

    public ReadOnlyMemory<byte> Json => buffer.WrittenMemory;

    public void Dispose() => buffer.Clear();
}
