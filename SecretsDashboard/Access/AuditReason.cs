namespace SecretsDashboard.Access;

/// <summary>Words of the audit log's <c>reason</c> beside those of <see cref="AccessDeniedException"/>. They are stored: add, never rename.</summary>
internal static class AuditReason
{
    public const string WrongCredentials = "wrong_credentials";
    public const string EnvironmentRemoved = "environment_removed";
}
