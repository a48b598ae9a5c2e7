using System.Globalization;
using System.Text.RegularExpressions;

namespace SecretsDashboard.Access;

/// <summary>
/// An entry of the audit log as the rest of a sentence that begins with who did it: "added API_KEY in 3 environments of Payments". Names that are
/// none of the reader's business must be gone from the entry before.
/// </summary>
internal static partial class AuditSentence
{
    /// <summary>Who the sentence is about where nobody signed in, or no one did it.</summary>
    public static string NameOf(string kind) => kind switch
    {
        AuditActor.HostKind => "The operator",
        AuditActor.ServerKind => "The server",
        _ => "Someone",
    };

    /// <summary>The person or program that the sentence begins with, people told apart.</summary>
    public static string WhoOf(AuditActor actor, PersonLabels labels) => actor switch
    {
        { Kind: AuditActor.PersonKind, Id: { } id, Name: { Length: > 0 } name } => labels.Of(id, name, actor.Email).Text,
        { Name: { Length: > 0 } name } => name,
        _ => NameOf(actor.Kind),
    };

    /// <summary>What was done, to what and where.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="target">What the target is called; null: it has no name.</param>
    /// <param name="withProject">The reader does not know the project from elsewhere.</param>
    public static IReadOnlyList<SentencePart> Of(AuditRecord entry, string? target, bool withProject)
    {
        var line = entry.Line;
        var template = line.Outcome is AuditLine.Denied or AuditLine.Failed ? Refused(line, target) : Done(line);
        List<SentencePart> parts = [];
        foreach (Match match in Pieces().Matches(template))
        {
            if (Part(match.Value, entry, target, withProject) is { Text.Length: > 0 } part)
            {
                parts.Add(part);
            }
        }
        return parts;
    }

    /// <summary>A reason in words; a list of parts as it is.</summary>
    public static string Reason(string reason) => AuditReason.Words.GetValueOrDefault(reason) ?? string.Join(", ", reason.Split(',', StringSplitOptions.TrimEntries)).Replace('_', ' ');

    private static string Done(AuditLine line) => line.Action switch
    {
        AuditAction.InstanceDemo => "filled the storage with demo data",
        AuditAction.InstanceSetUp => "set this server up",
        AuditAction.SignIn => "signed in{how}",
        AuditAction.SecondFactorAsked => "gave the right password and was asked for the second factor",
        AuditAction.SignOut => "signed out",
        AuditAction.SessionConfirmed => "confirmed that it is them{how}",
        AuditAction.SessionEnded => "ended a session{of name}",
        AuditAction.PasswordChanged => "changed their password",
        AuditAction.PasswordResetMade => "made a link to reset the password of {name}",
        AuditAction.PasswordReset => "set a new password with a reset link",
        AuditAction.AuthenticatorSetUp => "set up an authenticator app",
        AuditAction.AuthenticatorTurnedOff => "turned the authenticator app off",
        AuditAction.RecoveryCodesMade => "made new recovery codes",
        AuditAction.RecoveryCodeUsed => "used a recovery code",
        AuditAction.PasskeyAdded => "added a passkey",
        AuditAction.PasskeyRenamed => "renamed a passkey",
        AuditAction.PasskeyRemoved => "removed a passkey",
        AuditAction.SecondFactorReset => "reset the second factor of {name}",
        AuditAction.SecondFactorRequired => "required a second factor of everybody",
        AuditAction.SecondFactorOptional => "made the second factor optional",
        AuditAction.PersonInvited => "invited {name}{as}",
        AuditAction.InvitationRenewed => "gave the invitation of {name} a new link",
        AuditAction.InvitationWithdrawn => "withdrew the invitation of {name}",
        AuditAction.PersonJoined => "joined{how}",
        AuditAction.PersonRoleChanged => "changed the role of {name}{to}",
        AuditAction.PersonDisabled => "disabled {name}",
        AuditAction.PersonEnabled => "enabled {name}",
        AuditAction.PersonRemoved => "removed {name}",
        AuditAction.ProjectCreated => "created the project {name}",
        AuditAction.ProjectChanged => "changed {parts} of the project {name}",
        AuditAction.ProjectDeleted => "deleted the project {name}",
        AuditAction.MemberInvited => "invited {name}{in project}{as}",
        AuditAction.MemberAdded => "added {name}{in project}{as}",
        AuditAction.MemberJoined => "joined{the project}{as}",
        AuditAction.MemberRoleChanged => "changed the role of {name}{in project}{to}",
        AuditAction.MemberRemoved => "removed {name}{from project}",
        AuditAction.EnvironmentAdded => "added the environment {key}{in project}",
        AuditAction.EnvironmentChanged => "changed the environment {key}{in project}{detail}",
        AuditAction.EnvironmentRemoved => "removed the environment {key}{in project}",
        AuditAction.SharingAll => "shared with all team projects",
        AuditAction.SharingChosen => "shared with chosen projects",
        AuditAction.SharingBegun => "let {name} receive what is shared",
        AuditAction.SharingEnded => "stopped {name} receiving what is shared",
        AuditAction.SecretAdded => "added {key}{in}",
        AuditAction.SecretChanged when line.Reason == AuditReason.EnvironmentRemoved => "removed a value of {key}{in}, with its environment",
        AuditAction.SecretChanged when line.Environments.Count == 0 => "changed {parts} of {key}{in}",
        AuditAction.SecretChanged when line.Reason is not null => "changed {key}{in}, and its {parts}",
        AuditAction.SecretChanged => "changed {key}{in}",
        AuditAction.SecretDeleted => "deleted {key}{in project}{detail}",
        AuditAction.SecretNotNeeded => "marked {key} as not needed{in}",
        AuditAction.SecretNeeded => "marked {key} as needed again{in}",
        AuditAction.SecretChecked when line.Names is not null => "compared {count} of an import{in}{found}",
        AuditAction.SecretChecked => "compared a value with {key}{in}{found}",
        AuditAction.TokenMinted => "created the token {name}{for}",
        AuditAction.TokenRevoked => "revoked the token {name}{in project}{detail}",
        AuditAction.TokenExpired => "ended the token {name}{in project}: its time was over",
        AuditAction.SecretsDelivered or AuditAction.SecretsDeliveredAgain => "received {what}{in}{shared}",
        AuditAction.DigestsKeyed => "put stored digests under the server's keys",
        AuditAction.AttentionPutOff => "put off a reminder{about}{in project}{why}",
        AuditAction.AttentionBroughtBack => "brought back a reminder{about}{in project}{why}",
        AuditAction.AuditExported => "exported the audit log{of project}",
        _ => line.Action,
    };

    private static string Refused(AuditLine line, string? target) => line.Action switch
    {
        AuditAction.SignIn => target is null ? "could not sign in{why}" : "could not sign in as {name}{why}",
        AuditAction.SessionConfirmed => "could not confirm that it is them{why}",
        AuditAction.TokenRefused => "was refused{why}",
        AuditAction.MemberLeftOut => "joined and was not added{in project}: the person who invited them may no longer add anyone",
        AuditAction.AccessRefused => target is null ? "was refused{in}{why}" : "was refused “{target}”{in project}{why}",
        AuditAction.IntegrityFailed => target is null ? "met a stored value that does not open{in}" : "met a value of {key} that does not open{in}",
        _ => line.Action + "{why}",
    };

    private static SentencePart? Part(string piece, AuditRecord entry, string? target, bool withProject)
    {
        var line = entry.Line;
        var project = withProject && line.ReceiverName is null ? line.ProjectName : null;
        return piece switch
        {
            "{name}" => new SentencePart(target ?? "someone", SentencePart.Sort.Name),
            "{key}" => new SentencePart(target ?? "a secret", target is null ? SentencePart.Sort.Words : SentencePart.Sort.Key),
            "{target}" => Text(target),
            "{of name}" => Text(target is null || target == entry.Actor.Name ? "" : $" of {target}"),
            "{about}" => Text(target is null ? "" : $" about {target}"),
            "{how}" => Text(line.Reason is null ? "" : $" {Reason(line.Reason)}"),
            "{why}" => Text(line.Reason is null ? "" : $": {Reason(line.Reason)}"),
            "{detail}" => Text(line.Reason is null ? "" : $", {Reason(line.Reason)}"),
            "{as}" => Text(line.Reason is null ? "" : $" as {Reason(line.Reason)}"),
            "{to}" => Text(line.Reason is null ? "" : $" to {Reason(line.Reason)}"),
            "{parts}" => Text(line.Reason is null ? "details" : List(Reason(line.Reason).Split(", "))),
            "{in}" => Text(Places(line.Environments) + (project is null ? "" : line.Environments.Count > 0 ? $" of {project}" : $" in {project}")),
            "{for}" => Text((line.Environments.Count > 0 ? $" for {List(line.Environments)}" : "") + (project is null ? "" : $" of {project}")),
            "{in project}" => Text(project is null ? "" : $" in {project}"),
            "{from project}" => Text(project is null ? "" : $" from {project}"),
            "{of project}" => Text(project is null ? "" : $" of {project}"),
            "{the project}" => Text(project is null ? " the project" : $" {project}"),
            "{what}" => target is null ? Text(line.ReceiverName is null ? "all secrets" : "shared secrets") : new SentencePart(target, SentencePart.Sort.Key),
            "{shared}" => Text(line.ReceiverName is { } receiver ? $", for {receiver}" : ""),
            "{count}" => Text(line.Names == 1 ? "1 name" : string.Create(CultureInfo.InvariantCulture, $"{line.Names:N0} names")),
            "{found}" => Text(line.Outcome switch { AuditLine.Matched => ": the same value", AuditLine.NotMatched => ": another value", _ => "" }),
            _ => Text(piece),
        };
    }

    private static SentencePart Text(string? text) => new(text ?? "", SentencePart.Sort.Words);

    private static string Places(IReadOnlyList<string> environments) => environments.Count switch
    {
        0 => "",
        <= 2 => $" in {List(environments)}",
        var count => $" in {count} environments",
    };

    private static string List(IReadOnlyList<string> names) => names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}";

    // a place with braces about it, or what stands between two of them
    [GeneratedRegex(@"\{[^}]*\}|[^{]+")]
    private static partial Regex Pieces();
}
