using System.Text.Json;
using SecretsDashboard.Data;

namespace SecretsDashboard.Tests.Support;

/// <summary>Reads the body of an audit entry.</summary>
internal static class AuditJson
{
    public static JsonElement Of(AuditEntry entry) => JsonDocument.Parse(entry.Body).RootElement;

    /// <summary>A field as text; null where the body has none. Dots go into objects.</summary>
    public static string? Text(this JsonElement body, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (!body.TryGetProperty(name, out body))
            {
                return null;
            }
        }
        return body.GetString();
    }

    public static string[] Environments(this JsonElement body) =>
        body.TryGetProperty("environments", out var list) ? [.. list.EnumerateArray().Select(each => each.GetString()!)] : [];
}
