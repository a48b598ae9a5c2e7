namespace SecretsDashboard.Access;

/// <summary>What happened again after its own entry, counted and put on record together: deliveries, refusals.</summary>
internal sealed record AuditReads(DateTime First, DateTime Last, long Count)
{
    /// <summary>The server was killed before it told the chain; this was told when it started again.</summary>
    public bool IsCaughtUp { get; init; }
}
