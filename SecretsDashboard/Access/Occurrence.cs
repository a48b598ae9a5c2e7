namespace SecretsDashboard.Access;

/// <summary>What makes two things that happen the same, so that the second is counted and not told anew: who, from where, and what.</summary>
/// <param name="Action">A word of <see cref="AuditAction"/>.</param>
/// <param name="Actor">The person or token; null: nobody who is known.</param>
/// <param name="Address">From where.</param>
internal readonly record struct Occurrence(string Action, Guid? Actor, string? Address)
{
    public Guid? Session { get; init; }
    public string? Reason { get; init; }
    public string? Target { get; init; }
    public Guid? Project { get; init; }

    /// <summary>The revision that was delivered.</summary>
    public long? Revision { get; init; }
}
