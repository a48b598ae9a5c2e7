namespace SecretsDashboard.Account;

/// <summary>One of one's own sessions: where it was opened and when it was used last.</summary>
/// <param name="IsThis">It is the one that asks.</param>
public sealed record SessionListItem(Guid Id, string Device, string Address, DateTime SignedInAt, DateTime LastSeenAt, bool IsThis);
