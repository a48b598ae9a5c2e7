namespace SecretsDashboard.Access;

/// <summary>Repeated deliveries, counted in memory and put on record together.</summary>
internal sealed record AuditReads(DateTime First, DateTime Last, long Count);
