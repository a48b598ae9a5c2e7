using SecretsDashboard.Ui;

namespace SecretsDashboard.Secrets;

/// <summary>The answer to a save, as the form's script reads it (JSON). Nothing was stored unless <see cref="Outcome"/> is <c>saved</c>.</summary>
/// <param name="Outcome"><c>saved</c>, <c>unchanged</c>, <c>invalid</c>, <c>exists</c>, <c>changed</c> or <c>planned</c>.</param>
/// <param name="Text">A sentence for the person; <c>{time}</c> stands for the moment in <c>Time</c>.</param>
internal sealed record SaveOutcome(string Outcome, string? Text = null)
{
    public const string SavedWord = "saved";

    public IReadOnlyList<FormMessage> Messages { get; init; } = [];

    /// <summary>The revision to start the next try from.</summary>
    public long? Revision { get; init; }

    public DateTime? Time { get; init; }

    /// <summary>The state a deletion is asked for anew.</summary>
    internal SecretStamp? Stamp { get; init; }

    /// <summary>What an import would do.</summary>
    public ImportPlan? Plan { get; init; }

    public bool IsSaved => Outcome == SavedWord;

    public static SaveOutcome Saved(string text) => new(SavedWord, text);

    public static SaveOutcome Unchanged { get; } = new("unchanged", "No changes to save");

    public static SaveOutcome Invalid(IReadOnlyList<FormMessage> messages) => new("invalid") { Messages = messages };

    public static SaveOutcome Planned(ImportPlan plan) => new("planned") { Plan = plan };

    /// <summary>An import over something other than was previewed: nothing was stored.</summary>
    public static SaveOutcome PlannedAnew(ImportPlan plan) => new("planned", "Secrets of this file changed since the preview, so nothing was stored. Look at it again, then import.") { Plan = plan };

    public static SaveOutcome Exists(long revision) =>
        new("exists") { Messages = [new FormMessage("key", "A secret with this key already exists")], Revision = revision };

    /// <summary>A deletion of what is not there any more as it was seen.</summary>
    public static SaveOutcome ChangedSince(string by, IReadOnlyCollection<string> environments, Data.Secret secret) =>
        new("changed", $"{by} changed this secret meanwhile. It has values in {string.Join(", ", environments)} now. Delete again to delete it as it is.")
        { Stamp = new SecretStamp(secret.Id, secret.Revision) };

    public static SaveOutcome Changed(string by, DateTime at, long revision) =>
        new("changed", $"This secret was changed by {by} at {{time}}. Your text is kept: save again to put it over that change.") { Time = at, Revision = revision };
}
