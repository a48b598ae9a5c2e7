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

    /// <summary>How each of them reads, and each of <see cref="AccessDeniedException"/>.</summary>
    public static readonly IReadOnlyDictionary<string, string> Words = new Dictionary<string, string>
    {
        [AccessDeniedException.SignedOut] = "the session had ended",
        [AccessDeniedException.Disabled] = "the account is disabled",
        [AccessDeniedException.UnknownTarget] = "there is nothing like it",
        [AccessDeniedException.NotAMember] = "not a member of the project",
        [AccessDeniedException.RoleTooLow] = "the role does not allow it",
        [AccessDeniedException.SecondFactorMissing] = "a second factor is required and not set up",
        [AccessDeniedException.OwnAccount] = "nobody changes their own access",
        [AccessDeniedException.RightMissing] = "the token lacks the right",
        [AccessDeniedException.TokenEnded] = "unknown, expired or revoked token",
        [AccessDeniedException.ForeignAddress] = "not from this address",
        [WrongCredentials] = "wrong email or password",
        [WrongCode] = "wrong code",
        [WrongRecoveryCode] = "wrong recovery code",
        [KeyedDigests] = "with digests under the server's keys",
        [DamagedFactor] = "the stored authenticator app does not open",
        [WrongPasskey] = "passkey not accepted",
        [ByAuthenticator] = "with the authenticator app",
        [ByRecoveryCode] = "with a recovery code",
        [ByPasskey] = "with a passkey",
        [ForeignCircuit] = "the page is of another session",
        [EnvironmentRemoved] = "gone with its environment",
        [ProjectDeleted] = "gone with the project",
        [PersonRemoved] = "gone with the person",
    };
}
