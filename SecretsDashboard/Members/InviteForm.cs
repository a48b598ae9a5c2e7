using System.Text.Json;
using System.Text.Json.Serialization;
using SecretsDashboard.Data;

namespace SecretsDashboard.Members;

/// <summary>What the form for an invitation posts.</summary>
internal sealed class InviteForm
{
    /// <summary>Before the slug of a project stands this in the name of its field.</summary>
    public const string ProjectField = "project-";

    private static readonly char[] Separators = [',', ';', '\r', '\n'];

    /// <summary>One address, or several: one in each line, or separated by commas.</summary>
    public string Email { get; set; } = "";

    /// <summary>A name of <see cref="InstanceRole"/>.</summary>
    public string Role { get; set; } = "";

    /// <summary>The fields of the projects.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement> More { get; set; } = [];

    /// <summary>The addresses as they were typed, without empty ones.</summary>
    public IReadOnlyList<string> Addresses => Email.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Which projects they are to belong to, by slug, and as what. A field that is left as it was names none.</summary>
    public IEnumerable<(string Slug, string Role)> Projects => More
        .Where(each => each.Key.StartsWith(ProjectField, StringComparison.Ordinal) && each.Value.ValueKind == JsonValueKind.String && each.Value.GetString() is { Length: > 0 })
        .Select(each => (each.Key[ProjectField.Length..], each.Value.GetString()!));
}
