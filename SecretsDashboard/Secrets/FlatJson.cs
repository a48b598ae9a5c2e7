using System.Text.Json;

namespace SecretsDashboard.Secrets;

/// <summary>
/// Reads the one flat JSON object that a body with values is. It refuses nesting, a name that stands twice, anything before or
/// behind it, and text that is not valid Unicode; its refusals quote nothing of the body.
/// </summary>
internal static class FlatJson
{
    /// <summary>Takes one field, on whose value the reader stands.</summary>
    /// <exception cref="FormatException">The field is not one that is expected.</exception>
    public delegate void ReadField(ref Utf8JsonReader reader, string name, SecretDraft draft);

    /// <summary>Fills the draft and answers the names of the fields. Where it throws, the draft is disposed.</summary>
    /// <param name="body">UTF-8.</param>
    /// <param name="draft">What the fields are put into.</param>
    /// <param name="read">Takes each field.</param>
    /// <param name="refusal">The sentence for a body that is something else.</param>
    /// <exception cref="BadHttpRequestException">400: the body is something else.</exception>
    public static HashSet<string> Read(ReadOnlySpan<byte> body, SecretDraft draft, ReadField read, string refusal)
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 1 });
            Require(reader.Read() && reader.TokenType == JsonTokenType.StartObject);
            var names = new HashSet<string>(StringComparer.Ordinal);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                Require(names.Add(name) && reader.Read());
                read(ref reader, name, draft);
            }
            Require(reader.TokenType == JsonTokenType.EndObject && !reader.Read());
            return names;
        }
        // the reader's own messages quote what they met
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            draft.Dispose();
            throw new BadHttpRequestException(refusal);
        }
        catch
        {
            draft.Dispose();
            throw;
        }
    }

    /// <exception cref="FormatException">It does not hold.</exception>
    public static void Require(bool condition)
    {
        if (!condition)
        {
            throw new FormatException();
        }
    }
}
