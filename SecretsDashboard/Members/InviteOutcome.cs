using System.Text.Json.Serialization;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Members;

/// <summary>The answer to an invitation, as the form's script reads it (JSON). The link stands in it and nowhere else, once.</summary>
/// <param name="Outcome"><c>saved</c> or <c>invalid</c>.</param>
internal sealed record InviteOutcome(string Outcome)
{
    public IReadOnlyList<FormMessage> Messages { get; init; } = [];

    /// <summary>What the link is made of.</summary>
    [JsonIgnore]
    public string? Code { get; init; }

    [JsonPropertyName("once")]
    public string? Link { get; init; }

    /// <summary>The link as a QR code: a data URI.</summary>
    public string? Image { get; init; }

    /// <summary>What became of each address, where there were several; null: there was one.</summary>
    [JsonPropertyName("list")]
    public IReadOnlyList<InvitedPerson>? People { get; init; }

    public static InviteOutcome Invalid(string field, string text) => new("invalid") { Messages = [new FormMessage(field, text)] };

    // the one of the compiler would name the link
    public override string ToString() => $"invitation: {Outcome}";
}
