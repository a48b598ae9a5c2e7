namespace SecretsDashboard.Attention;

/// <summary>Something that needs somebody: what it is, where and since when, and the way to the place that mends it.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Level">How much it presses.</param>
/// <param name="Name">What it is about; it stands out.</param>
/// <param name="Text">What is wrong with it.</param>
/// <param name="Detail">Where, how often, since when; may be empty.</param>
/// <param name="Address">The place that mends it.</param>
/// <param name="Verb">What one does there.</param>
public sealed record AttentionLine(AttentionKind Kind, AttentionLevel Level, string Name, string Text, string Detail, string Address, string Verb)
{
    /// <summary>So many of its items are listed.</summary>
    public const int MostItems = 25;

    /// <summary>What is put off where the line is: tokens, environments, a project; empty ids: the instance.</summary>
    public IReadOnlyList<Guid> Targets { get; init; } = [Guid.Empty];

    /// <summary>The project for the stores; null: the instance.</summary>
    public string? Project { get; init; }

    /// <summary>What that project is called.</summary>
    public string? ProjectName { get; init; }

    /// <summary>It is of a project that the person is in, or of their own; not of all.</summary>
    public bool IsMine { get; init; }

    /// <summary>When it happened or will happen; null: it has no moment.</summary>
    public DateTime? At { get; init; }

    /// <summary>The moment is still to come.</summary>
    public bool IsAhead { get; init; }

    /// <summary>How many things it is about.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The first of the things, where they are listed.</summary>
    public IReadOnlyList<AttentionItem> Items { get; init; } = [];

    /// <summary>Until when it is put off; null: it is not.</summary>
    public DateTime? PutOffUntil { get; init; }

    /// <summary>What differs where the line does.</summary>
    public string Id => $"{Kind}:{PutOffUntil is null}:{string.Join('.', Targets)}";
}
