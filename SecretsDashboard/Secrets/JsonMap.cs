using System.Text.Json;
using SecretsDashboard.Cli;

namespace SecretsDashboard.Secrets;

/// <summary>
/// Reads a flat JSON object as names and values, from bytes to bytes. Text is taken as it is meant, numbers, <c>true</c> and <c>false</c> as
/// they are written, <c>null</c> as no value; what is nested refuses itself. Its refusals quote nothing of the file.
/// </summary>
internal static class JsonMap
{
    private static readonly JsonReaderOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <param name="text">UTF-8 without NUL that begins an object.</param>
    /// <param name="most">The most names.</param>
    public static DotEnv Parse(ReadOnlySpan<byte> text, int most)
    {
        var result = DotEnv.Empty(most);
        var reader = new Utf8JsonReader(text, Options);
        var (line, counted) = (1, 0);
        try
        {
            reader.Read();
            while (!result.IsFull && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var at = (int)reader.TokenStartIndex;
                line += text[counted..at].Count((byte)'\n');
                counted = at;
                var name = new byte[reader.ValueSpan.Length];
                var length = reader.CopyString(name);
                reader.Read();
                var (value, problem) = Value(ref reader);
                result.Take(name.AsSpan(0, length), value, line, problem);
            }
            // nothing may stand behind the object
            if (!result.IsFull && reader.TokenType == JsonTokenType.EndObject)
            {
                reader.Read();
            }
        }
        // the reader's own messages quote what they met
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            result.Refuse(exception is JsonException { LineNumber: { } broken } ? (int)broken + 1 : line, "from here on this is no JSON", endsFile: true);
        }
        return result;
    }

    private static (byte[] Value, string? Problem) Value(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                reader.Skip();
                return ([], "a nested value is not taken: the file is one map of names and text");
            case JsonTokenType.Null:
                return ([], null);
            case JsonTokenType.String:
                var text = Room(reader.ValueSpan.Length);
                var length = reader.CopyString(text);
                return (Exactly(text, length), null);
            default:
                var written = Room(reader.ValueSpan.Length);
                reader.ValueSpan.CopyTo(written);
                return (written, null);
        }
    }

    /// <summary>Bytes that the collector does not move, so that it leaves no second copy behind.</summary>
    internal static byte[] Room(int length) => GC.AllocateUninitializedArray<byte>(length, pinned: true);

    /// <summary>The first of them; the rest is zeroed and forgotten.</summary>
    internal static byte[] Exactly(byte[] bytes, int length)
    {
        if (length == bytes.Length)
        {
            return bytes;
        }
        var exact = Room(length);
        bytes.AsSpan(0, length).CopyTo(exact);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(bytes);
        return exact;
    }
}
