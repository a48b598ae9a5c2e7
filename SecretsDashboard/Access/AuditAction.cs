namespace SecretsDashboard.Access;

/// <summary>The words of the audit log's <c>action</c>. They are stored and searched for: add, never rename.</summary>
internal static class AuditAction
{
    public const string InstanceSetUp = "instance.set_up";
    public const string SignIn = "session.sign_in";
    public const string SecondFactorAsked = "session.second_factor_asked";
    public const string SignOut = "session.sign_out";
    public const string SessionConfirmed = "session.confirmed";
    public const string SessionEnded = "session.ended";
    public const string PasswordChanged = "person.password_changed";
    public const string PasswordResetMade = "person.password_reset_made";
    public const string PasswordReset = "person.password_reset";
    public const string AuthenticatorSetUp = "authenticator.set_up";
    public const string AuthenticatorTurnedOff = "authenticator.turned_off";
    public const string RecoveryCodesMade = "recovery_codes.made";
    public const string RecoveryCodeUsed = "recovery_code.used";
    public const string PasskeyAdded = "passkey.added";
    public const string PasskeyRenamed = "passkey.renamed";
    public const string PasskeyRemoved = "passkey.removed";
    public const string SecondFactorReset = "person.second_factor_reset";
    public const string SecondFactorRequired = "instance.second_factor_required";
    public const string SecondFactorOptional = "instance.second_factor_optional";
    public const string PersonInvited = "person.invited";
    public const string InvitationWithdrawn = "invitation.withdrawn";
    public const string PersonJoined = "person.joined";
    public const string PersonRoleChanged = "person.role_changed";
    public const string PersonDisabled = "person.disabled";
    public const string PersonEnabled = "person.enabled";
    public const string PersonRemoved = "person.removed";
    public const string AccessRefused = "access.refused";
    public const string ProjectCreated = "project.created";
    public const string ProjectChanged = "project.changed";
    public const string ProjectDeleted = "project.deleted";
    public const string MemberAdded = "member.added";
    public const string MemberJoined = "member.joined";
    public const string MemberRoleChanged = "member.role_changed";
    public const string MemberRemoved = "member.removed";
    public const string EnvironmentAdded = "environment.added";
    public const string EnvironmentChanged = "environment.changed";
    public const string EnvironmentRemoved = "environment.removed";
    public const string SharingAll = "sharing.all_projects";
    public const string SharingChosen = "sharing.chosen_projects";
    public const string SharingBegun = "sharing.begun";
    public const string SharingEnded = "sharing.ended";
    public const string SecretAdded = "secret.added";
    public const string SecretChanged = "secret.changed";
    public const string SecretDeleted = "secret.deleted";
    public const string SecretChecked = "secret.checked";
    public const string TokenMinted = "token.minted";
    public const string TokenRevoked = "token.revoked";
    public const string TokenExpired = "token.expired";
    public const string TokenRefused = "token.refused";
    public const string SecretsDelivered = "secrets.delivered";
    public const string SecretsDeliveredAgain = "secrets.delivered_again";
    public const string IntegrityFailed = "integrity_failed";
    public const string AuditExported = "audit.exported";
}
