namespace SecretsDashboard.Audit;

/// <summary>One page of the log, the newest first.</summary>
/// <param name="Items">At most a page full; one may tell of several entries.</param>
/// <param name="HasNewer">There are newer ones that fit the filters.</param>
/// <param name="HasOlder">There are older ones that fit the filters.</param>
/// <param name="Today">The day it was read on, UTC, as all days of the log.</param>
public sealed record AuditSlice(IReadOnlyList<AuditListItem> Items, bool HasNewer, bool HasOlder, DateOnly Today)
{
    /// <summary>Counting ends here: a log has no end.</summary>
    public const int MostCounted = 10_000;

    /// <summary>The number of its newest and of its oldest entry; 0: it has none.</summary>
    public (long Newest, long Oldest) Span { get; init; }

    /// <summary>How many entries fit the filters; one more than <see cref="MostCounted"/>: more than that.</summary>
    public int Matching { get; init; }

    /// <summary>How many entries there are without filters, counted in the same way.</summary>
    public int Total { get; init; }

    /// <summary>A count in words.</summary>
    public static string Words(int count) => count > MostCounted ? FormattableString.Invariant($"more than {MostCounted:N0}") : FormattableString.Invariant($"{count:N0}");
}
