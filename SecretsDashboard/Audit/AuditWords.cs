using SecretsDashboard.Access;

namespace SecretsDashboard.Audit;

/// <summary>How the words of the audit log read on the page. What is stored and exported are the words themselves.</summary>
internal static class AuditWords
{
    public static readonly IReadOnlyDictionary<string, string> Actions = new Dictionary<string, string>
    {
        [AuditAction.SecretAdded] = "Secret added",
        [AuditAction.SecretChanged] = "Secret changed",
        [AuditAction.SecretDeleted] = "Secret deleted",
        [AuditAction.SecretNotNeeded] = "Value not needed",
        [AuditAction.SecretNeeded] = "Value needed after all",
        [AuditAction.SecretChecked] = "Value compared",
        [AuditAction.SecretsDelivered] = "Secrets delivered",
        [AuditAction.SecretsDeliveredAgain] = "Secrets delivered again",
        [AuditAction.TokenMinted] = "Token created",
        [AuditAction.TokenRevoked] = "Token revoked",
        [AuditAction.TokenExpired] = "Token expired",
        [AuditAction.TokenRefused] = "Token refused",
        [AuditAction.AccessRefused] = "Access refused",
        [AuditAction.ProjectCreated] = "Project created",
        [AuditAction.ProjectChanged] = "Project changed",
        [AuditAction.ProjectDeleted] = "Project deleted",
        [AuditAction.MemberAdded] = "Member added",
        [AuditAction.MemberInvited] = "Invited to the project",
        [AuditAction.MemberLeftOut] = "Not added: the inviter may no longer add members",
        [AuditAction.MemberJoined] = "Joined the project",
        [AuditAction.MemberRoleChanged] = "Member's role changed",
        [AuditAction.MemberRemoved] = "Member removed",
        [AuditAction.EnvironmentAdded] = "Environment added",
        [AuditAction.EnvironmentChanged] = "Environment changed",
        [AuditAction.EnvironmentRemoved] = "Environment removed",
        [AuditAction.SharingAll] = "Shared with all team projects",
        [AuditAction.SharingChosen] = "Shared with chosen projects",
        [AuditAction.SharingBegun] = "Project receives what is shared",
        [AuditAction.SharingEnded] = "Project no longer receives what is shared",
        [AuditAction.PersonInvited] = "Person invited",
        [AuditAction.InvitationRenewed] = "Invitation given a new link",
        [AuditAction.InvitationWithdrawn] = "Invitation withdrawn",
        [AuditAction.PersonJoined] = "Person joined",
        [AuditAction.PersonRoleChanged] = "Role changed",
        [AuditAction.PersonRenamed] = "Name changed",
        [AuditAction.PersonDisabled] = "Person disabled",
        [AuditAction.PersonEnabled] = "Person enabled",
        [AuditAction.PersonRemoved] = "Person removed",
        [AuditAction.SignIn] = "Sign-in",
        [AuditAction.SecondFactorAsked] = "Right password, second factor asked",
        [AuditAction.SignOut] = "Sign-out",
        [AuditAction.SessionConfirmed] = "Session confirmed",
        [AuditAction.SessionEnded] = "Session ended",
        [AuditAction.PasswordChanged] = "Password changed",
        [AuditAction.PasswordResetMade] = "Password reset link made",
        [AuditAction.PasswordReset] = "Password reset",
        [AuditAction.AuthenticatorSetUp] = "Authenticator app set up",
        [AuditAction.AuthenticatorTurnedOff] = "Authenticator app turned off",
        [AuditAction.RecoveryCodesMade] = "Recovery codes made",
        [AuditAction.RecoveryCodeUsed] = "Recovery code used",
        [AuditAction.PasskeyAdded] = "Passkey added",
        [AuditAction.PasskeyRenamed] = "Passkey renamed",
        [AuditAction.PasskeyRemoved] = "Passkey removed",
        [AuditAction.SecondFactorReset] = "Second factor reset",
        [AuditAction.SecondFactorRequired] = "Second factor required",
        [AuditAction.SecondFactorOptional] = "Second factor no longer required",
        [AuditAction.InstanceDemo] = "Filled with demo data",
        [AuditAction.InstanceSetUp] = "Instance set up",
        [AuditAction.DigestsKeyed] = "Stored digests put under the server's keys",
        [AuditAction.IntegrityFailed] = "Stored value does not open",
        [AuditAction.AttentionPutOff] = "Reminder put off",
        [AuditAction.AttentionBroughtBack] = "Reminder brought back",
        [AuditAction.AuditExported] = "Audit log exported",
    };

    /// <summary>The actions under what they are about, as the filter lists them.</summary>
    public static readonly IReadOnlyList<IGrouping<string, KeyValuePair<string, string>>> Groups = [.. Actions.GroupBy(action => Heading(action.Key))];

    public static readonly IReadOnlyDictionary<string, string> Outcomes = new Dictionary<string, string>
    {
        [AuditLine.Ok] = "Done",
        [AuditLine.Denied] = "Refused",
        [AuditLine.Failed] = "Failed",
        [AuditLine.Matched] = "Same value",
        [AuditLine.NotMatched] = "Another value",
    };

    public static string Action(string action) => Actions.GetValueOrDefault(action, action);

    public static string Outcome(string outcome) => Outcomes.GetValueOrDefault(outcome, outcome);

    private static string Heading(string action) => action.Split('.')[0] switch
    {
        "secret" or "integrity_failed" => "Secrets",
        "secrets" => "Deliveries",
        "token" => "Tokens",
        "project" => "Projects",
        "member" => "Members of a project",
        "environment" => "Environments",
        "sharing" => "Sharing",
        "attention" => "Reminders",
        "person" or "invitation" or "access" => "People",
        "session" or "authenticator" or "recovery_codes" or "recovery_code" or "passkey" => "Sign-in",
        _ => "Server",
    };
}
