using SecretsDashboard.Ui;

namespace SecretsDashboard.Account;

/// <summary>The answer to a confirmation, as the form's script reads it (JSON).</summary>
/// <param name="Outcome"><c>saved</c> or <c>invalid</c>.</param>
internal sealed record StepUpOutcome(string Outcome)
{
    public static readonly StepUpOutcome Confirmed = new("saved");

    public IReadOnlyList<FormMessage> Messages { get; init; } = [];

    /// <param name="field">The field that was wrong, as the form calls it.</param>
    public static StepUpOutcome Refused(string field, string text) => new("invalid") { Messages = [new FormMessage(field, text)] };
}
