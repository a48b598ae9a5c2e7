namespace SecretsDashboard.Access;

/// <summary>Words of the audit log's <c>reason</c> beside those of <see cref="AccessDeniedException"/>. They are stored: add, never rename.</summary>
internal static class AuditReason
{
    public const string WrongCredentials = "wrong_credentials";
    public const string WrongCode = "wrong_code";
    public const string WrongRecoveryCode = "wrong_recovery_code";
    public const string WrongPasskey = "wrong_passkey";
    /// <summary>The instance began with digests under its own keys.</summary>
    public const string KeyedDigests = "keyed_digests";

    public const string DamagedFactor = "damaged_factor";
    public const string ByAuthenticator = "authenticator";
    public const string ByRecoveryCode = "recovery_code";
    public const string ByPasskey = "passkey";
    public const string ForeignCircuit = "foreign_circuit";
    public const string EnvironmentRemoved = "environment_removed";
    public const string ProjectDeleted = "project_deleted";
    public const string PersonRemoved = "person_removed";
}
