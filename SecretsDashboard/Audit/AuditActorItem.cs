namespace SecretsDashboard.Audit;

/// <summary>A person or token that stands in the log, by the last name it had there; a person whose name others have too with their address.</summary>
/// <param name="IsToken">A token, not a person.</param>
public sealed record AuditActorItem(Guid Id, string Name, bool IsToken);
