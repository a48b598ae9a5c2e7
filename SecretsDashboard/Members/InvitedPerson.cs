using System.Text.Json.Serialization;

namespace SecretsDashboard.Members;

/// <summary>What became of one of several addresses: a link, or the sentence that says why there is none.</summary>
internal sealed record InvitedPerson(string Email)
{
    public string? Problem { get; init; }

    /// <summary>What the link is made of.</summary>
    [JsonIgnore]
    public string? Code { get; init; }

    public string? Link { get; init; }

    // the one of the compiler would name the link
    public override string ToString() => $"invitation of {Email}";
}
