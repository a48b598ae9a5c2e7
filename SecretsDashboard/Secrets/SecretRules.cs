using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Secrets;

/// <summary>The rules for a value and for what stands beside it, each answering with the sentence shown to the person; null: fine.</summary>
internal static class SecretRules
{
    /// <summary>A value is 1 to 65,536 bytes without NUL; that they are UTF-8 is the reader's to see to.</summary>
    public static string? Value(ReadOnlySpan<byte> value) =>
        value.IsEmpty ? "Secret value is required"
        : value.Length > ValuePadding.LongestValue ? $"Secret value is too long: at most {ValuePadding.LongestValue:N0} bytes"
        : value.Contains((byte)0) ? "Secret value may not contain a NUL character"
        : null;

    public static string? Description(string? description) =>
        description is { Length: > Secret.DescriptionLength } ? $"Description is too long: at most {Secret.DescriptionLength:N0} characters"
        : ShownText.Problem("Description", description);
}
