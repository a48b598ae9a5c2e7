using System.Text.Json;
using SecretsDashboard.Secrets;

namespace SecretsDashboard.Api;

/// <summary>Turns the body of a PUT, <c>{"value":…,"description":…}</c>, into a draft for the token's environment. It refuses everything else.</summary>
internal static class SetRequest
{
    /// <summary>The longest body: a value of which every byte is escaped, and a description.</summary>
    public const int Longest = 512 * 1024;

    /// <summary>The draft; the caller disposes it. What is wrong with the value is among its problems.</summary>
    /// <exception cref="BadHttpRequestException">400: not such an object, or text that is not valid Unicode.</exception>
    public static SecretDraft Read(ReadOnlySpan<byte> body, string key, string environment)
    {
        var draft = new SecretDraft { Key = key };
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 1 });
            Require(reader.Read() && reader.TokenType == JsonTokenType.StartObject);
            var names = new HashSet<string>(StringComparer.Ordinal);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                Require(names.Add(name) && reader.Read());
                switch (name)
                {
                    case "value":
                        if (SecretFormReader.ReadValue(ref reader, name, draft) is { } value)
                        {
                            draft.Values.Add(environment, value);
                        }
                        break;
                    case "description":
                        draft.Description = reader.GetString();
                        break;
                    default:
                        Require(false);
                        break;
                }
            }
            Require(reader.TokenType == JsonTokenType.EndObject && !reader.Read() && names.Contains("value"));
            if (draft.Values.Count == 0 && draft.Problems.Count == 0)
            {
                draft.Problems.Add(new("value", "Secret value is required"));
            }
            return draft;
        }
        // the reader's own messages quote what they met
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            draft.Dispose();
            throw Malformed();
        }
        catch
        {
            draft.Dispose();
            throw;
        }
    }

    private static void Require(bool condition)
    {
        if (!condition)
        {
            throw Malformed();
        }
    }

    private static BadHttpRequestException Malformed() => new("The body is a JSON object with the text \"value\" and, if wanted, the text \"description\".");
}
