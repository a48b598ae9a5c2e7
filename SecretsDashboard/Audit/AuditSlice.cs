namespace SecretsDashboard.Audit;

/// <summary>One page of the log, the newest entry first.</summary>
/// <param name="Items">At most a page full.</param>
/// <param name="HasNewer">There are newer ones that fit the filters.</param>
/// <param name="HasOlder">There are older ones that fit the filters.</param>
/// <param name="Today">The day it was read on, UTC, as all days of the log.</param>
public sealed record AuditSlice(IReadOnlyList<AuditListItem> Items, bool HasNewer, bool HasOlder, DateOnly Today);
