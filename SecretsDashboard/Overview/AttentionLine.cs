namespace SecretsDashboard.Overview;

/// <summary>Something that needs somebody: what it is, where and since when, and the way to the place that mends it.</summary>
/// <param name="Level">How much it presses.</param>
/// <param name="Name">What it is about; it stands out.</param>
/// <param name="Text">What is wrong with it.</param>
/// <param name="Detail">Where, how often, since when; may be empty.</param>
/// <param name="Address">The place that mends it.</param>
/// <param name="Verb">What one does there.</param>
public sealed record AttentionLine(AttentionLevel Level, string Name, string Text, string Detail, string Address, string Verb)
{
    /// <summary>When it happened or will happen; null: it has no moment.</summary>
    public DateTime? At { get; init; }

    /// <summary>The moment is still to come.</summary>
    public bool IsAhead { get; init; }
}
