namespace SecretsDashboard.Access;

/// <summary>An entry of the audit log as its body tells it: when, who, what.</summary>
internal sealed record AuditRecord(DateTime Time, AuditActor Actor, AuditLine Line);
