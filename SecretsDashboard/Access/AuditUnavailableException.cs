namespace SecretsDashboard.Access;

/// <summary>A delivery or a refusal could not be put on record, so nothing was delivered. Answered 503 <c>audit_unavailable</c>.</summary>
internal sealed class AuditUnavailableException(Exception inner) : Exception("This cannot be recorded, so nothing is delivered.", inner);
