using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Secrets;

/// <summary>
/// Turns the flat JSON object that a form posts into a <see cref="SecretDraft"/>: <c>key</c>, <c>description</c>, <c>type</c>,
/// <c>same</c>, <c>secret</c>, <c>revision</c>, <c>keep</c>, <c>value</c>, <c>open:SLUG</c>, <c>value:SLUG</c>, <c>remove:SLUG</c>. It refuses what is not that.
/// </summary>
internal static class SecretFormReader
{
    /// <summary>The draft, with what is wrong with single fields in its <see cref="SecretDraft.Problems"/>. The caller disposes it.</summary>
    /// <exception cref="BadHttpRequestException">400: not such an object, or text that is not valid Unicode.</exception>
    public static SecretDraft Read(ReadOnlySpan<byte> body)
    {
        var draft = new SecretDraft();
        var names = FlatJson.Read(body, draft, ReadField, "The form is not as this server wrote it.");
        if (names.Contains("keep") && string.IsNullOrWhiteSpace(draft.Description))
        {
            draft.Description = null;
        }
        return draft;
    }

    private static void ReadField(ref Utf8JsonReader reader, string name, SecretDraft draft)
    {
        switch (name.Split(':', 2))
        {
            case ["key"]:
                draft.Key = reader.GetString() ?? "";
                break;
            case ["description"]:
                draft.Description = reader.GetString();
                break;
            case ["type"]:
                ReadType(reader.GetString(), draft);
                break;
            case ["same"]:
                draft.SameEverywhere = reader.GetBoolean();
                break;
            case ["revision"]:
                draft.Revision = reader.GetString() is { Length: > 0 } text ? long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;
                break;
            case ["secret"]:
                draft.Secret = reader.GetString() is { Length: > 0 } id ? Guid.ParseExact(id, "D") : null;
                break;
            case ["keep"]:
                FlatJson.Require(reader.TokenType == JsonTokenType.String);
                break;
            case ["value"]:
                draft.Value = ReadValue(ref reader, name, draft);
                break;
            case ["open", var slug]:
                FlatJson.Require(reader.TokenType == JsonTokenType.String);
                draft.Open.Add(slug);
                break;
            case ["value", var slug]:
                if (ReadValue(ref reader, name, draft) is { } value)
                {
                    draft.Values.Add(slug, value);
                }
                break;
            case ["remove", var slug]:
                if (reader.GetBoolean())
                {
                    draft.Remove.Add(slug);
                }
                break;
            default:
                throw new FormatException();
        }
    }

    private static void ReadType(string? word, SecretDraft draft)
    {
        draft.Detect = word is null or SecretTypes.Detect;
        draft.Type = draft.Detect ? null : Enum.GetNames<SecretType>().Contains(word) ? Enum.Parse<SecretType>(word!) : throw new FormatException();
    }

    /// <summary>A value of 1 to 65,536 bytes of UTF-8 without NUL; null where it is blank or wrong, the latter with a message.</summary>
    public static Plaintext? ReadValue(ref Utf8JsonReader reader, string field, SecretDraft draft)
    {
        FlatJson.Require(reader.TokenType == JsonTokenType.String);
        if (reader.ValueSpan.IsEmpty)
        {
            return null;
        }
        using var unescaped = new Plaintext(reader.ValueSpan.Length);
        var length = reader.CopyString(unescaped.Span);
        var bytes = unescaped.ReadOnlySpan[..length];
        FlatJson.Require(Utf8.IsValid(bytes));
        if (SecretRules.Value(bytes) is { } problem)
        {
            draft.Problems.Add(new FormMessage(field, problem));
            return null;
        }
        return Plaintext.CopyOf(bytes);
    }
}
