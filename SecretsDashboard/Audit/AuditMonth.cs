namespace SecretsDashboard.Audit;

/// <summary>The days that the chart above the log shows.</summary>
/// <param name="Days">One behind the other, the oldest first; a day on which nothing happened too.</param>
/// <param name="HasEarlier">Something happened before them.</param>
/// <param name="HasLater">Other days follow, up to today.</param>
public sealed record AuditMonth(IReadOnlyList<AuditDay> Days, bool HasEarlier, bool HasLater);
