namespace SecretsDashboard.Overview;

/// <summary>What programs received in the person's projects on a day (UTC), and how often somebody was refused there.</summary>
public sealed record OverviewDay(DateOnly Day, long Deliveries, long Refusals);
