using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>The rules for what stands beside a value, each answering with the sentence shown to the person; null: fine.</summary>
internal static class SecretRules
{
    public static string? Description(string? description) =>
        description is { Length: > Secret.DescriptionLength } ? $"Description is too long: at most {Secret.DescriptionLength:N0} characters"
        : description?.Contains('\0', StringComparison.Ordinal) == true ? "Description may not contain a NUL character"
        : null;
}
