namespace SecretsDashboard.Audit;

/// <summary>What happened on a day (UTC).</summary>
/// <param name="Changes">What people did, and the server.</param>
/// <param name="Deliveries">How often a program received something.</param>
/// <param name="Refusals">How often someone or a program was refused.</param>
public sealed record AuditDay(DateOnly Day, long Changes, long Deliveries, long Refusals);
