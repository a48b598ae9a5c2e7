using System.Text.Json.Serialization;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Tokens;

/// <summary>The answer to minting, as the form's script reads it (JSON). The token stands in it and nowhere else, once.</summary>
/// <param name="Outcome"><c>saved</c> or <c>invalid</c>.</param>
/// <param name="Text">A sentence for the person.</param>
internal sealed record MintOutcome(string Outcome, string? Text = null)
{
    public IReadOnlyList<FormMessage> Messages { get; init; } = [];

    public Guid? Id { get; init; }

    [JsonPropertyName("once")]
    public string? Token { get; init; }

    public static MintOutcome Invalid(IReadOnlyList<FormMessage> messages) => new("invalid") { Messages = messages };

    // the one of the compiler would name the token
    public override string ToString() => $"token: {Outcome}";
}
