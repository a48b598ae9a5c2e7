using System.Text.Json;
using SecretsDashboard.Secrets;

namespace SecretsDashboard.Api;

/// <summary>Turns the body of a PUT, <c>{"value":…,"description":…}</c>, into a draft for the token's environment. It refuses everything else.</summary>
internal static class SetRequest
{
    /// <summary>The longest body: a value of which every byte is escaped, and a description.</summary>
    public const int Longest = 512 * 1024;

    private const string Expected = "The body is a JSON object with the text \"value\" and, if wanted, the text \"description\".";

    /// <summary>The draft; the caller disposes it. What is wrong with the value is among its problems.</summary>
    /// <exception cref="BadHttpRequestException">400: not such an object, or text that is not valid Unicode.</exception>
    public static SecretDraft Read(ReadOnlySpan<byte> body, string key, string environment)
    {
        var draft = new SecretDraft { Key = key };
        var names = FlatJson.Read(body, draft, ReadField, Expected);
        if (!names.Contains("value"))
        {
            draft.Dispose();
            throw new BadHttpRequestException(Expected);
        }
        if (draft.Values.Count == 0 && draft.Problems.Count == 0)
        {
            draft.Problems.Add(new("value", "Secret value is required"));
        }
        return draft;

        void ReadField(ref Utf8JsonReader reader, string name, SecretDraft draft)
        {
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
                    throw new FormatException();
            }
        }
    }
}
