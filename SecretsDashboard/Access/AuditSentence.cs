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
    /// <param name="places">What projects and environments are called now, and where they are; null: they are told as the entry has them, without a way there.</param>
    /// <param name="withShared">A delivery held something that the organization shares.</param>
    public static IReadOnlyList<SentencePart> Of(AuditRecord entry, string? target, bool withProject, AuditPlaces? places = null, bool withShared = false)
    {
        var line = entry.Line;
        var template = line.Outcome is AuditLine.Denied or AuditLine.Failed ? Refused(line, target) : Done(line);
        var about = new About(entry, target, withProject, places ?? AuditPlaces.None, withShared);
        return [.. Pieces().Matches(template).SelectMany(match => Parts(match.Value, about)).Where(part => part.Text.Length > 0)];
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
        AuditAction.PersonRenamed => "changed their name to {name}",
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
        AuditAction.AccessRefused when line.TargetId is not null => "was refused what {name} had open{why}",
        AuditAction.AccessRefused => target is null ? "was refused{in}{why}" : "was not allowed to {tried}{in project}{why}",
        AuditAction.IntegrityFailed => target is null ? "met a stored value that does not open{in}" : "met a value of {key} that does not open{in}",
        _ => line.Action + "{why}",
    };

    private static IEnumerable<SentencePart> Parts(string piece, About about)
    {
        var (line, target) = (about.Entry.Line, about.Target);
        return piece switch
        {
            "{name}" => [Named(about)],
            "{key}" => [Key(about)],
            "{what}" => [target is null ? Text(line.ReceiverName is null ? "all secrets" : "shared secrets") : Key(about)],
            "{in}" => [Text(Places(about)), .. Project(about, line.Environments.Count > 0 ? " of " : " in ")],
            "{for}" => [Text(line.Environments.Count > 0 ? $" for {List(Environments(about))}" : ""), .. Project(about, " of ")],
            "{in project}" => Project(about, " in "),
            "{from project}" => Project(about, " from "),
            "{of project}" => Project(about, " of "),
            "{the project}" => about.WithProject && line.ProjectName is not null ? Project(about, " ") : [Text(" the project")],
            "{shared}" => line.ReceiverName is null ? [Text(about.WithShared ? ", with shared ones" : "")]
                : [Text(", for "), Link(about.Places.ProjectOf(line.ReceiverId, line.ReceiverName)!, about.Places.AddressOf(line.ReceiverId))],
            _ => [Text(Phrase(piece, about))],
        };
    }

    private static string? Phrase(string piece, About about)
    {
        var (line, target) = (about.Entry.Line, about.Target);
        return piece switch
        {
            "{tried}" => target is null ? null : RefusedDeed.In(target),
            "{of name}" => target is null || target == about.Entry.Actor.Name ? null : $" of {target}",
            "{about}" => target is null ? null : $" about {target}",
            "{how}" => line.Reason is null ? null : $" {Reason(line.Reason)}",
            "{why}" => line.Reason is null ? null : $": {Reason(line.Reason)}",
            "{detail}" => line.Reason is null ? null : $", {Reason(line.Reason)}",
            "{as}" => line.Reason is null ? null : $" as {Reason(line.Reason)}",
            "{to}" => line.Reason is null ? null : $" to {Reason(line.Reason)}",
            "{parts}" => line.Reason is null ? "details" : List(Reason(line.Reason).Split(", ")),
            "{count}" => line.Names == 1 ? "1 name" : string.Create(CultureInfo.InvariantCulture, $"{line.Names:N0} names"),
            "{found}" => line.Outcome switch { AuditLine.Matched => ": the same value", AuditLine.NotMatched => ": another value", _ => null },
            _ => piece,
        };
    }

    // a project by what it is called now; anything else as the entry has it
    private static SentencePart Named(About about) => about.Places.AddressOf(about.Entry.Line.TargetId) is { } address
        ? Link(about.Places.ProjectOf(about.Entry.Line.TargetId, about.Target)!, address) with { Kind = SentencePart.Sort.Name }
        : new SentencePart(about.Target ?? "someone", SentencePart.Sort.Name);

    private static SentencePart Key(About about)
    {
        var line = about.Entry.Line;
        if (about.Target is not { } key)
        {
            return Text("a secret");
        }
        var isEnvironment = line.Action is AuditAction.EnvironmentAdded or AuditAction.EnvironmentChanged or AuditAction.EnvironmentRemoved;
        return isEnvironment && about.Places.EnvironmentOf(line.ProjectId, key) is { } name && name != key
            ? new SentencePart(name, SentencePart.Sort.Name)
            : new SentencePart(key, SentencePart.Sort.Key) { Address = about.Places.AddressOfSecret(line) };
    }

    private static IEnumerable<SentencePart> Project(About about, string before)
    {
        var line = about.Entry.Line;
        return about.WithProject && line.ReceiverName is null && about.Places.ProjectOf(line.ProjectId, line.ProjectName) is { } name
            ? [Text(before), Link(name, about.Places.AddressOf(line.ProjectId))] : [];
    }

    private static SentencePart Link(string text, string? address) => Text(text) with { Address = address };

    private static SentencePart Text(string? text) => new(text ?? "", SentencePart.Sort.Words);

    private static string Places(About about) => about.Entry.Line.Environments.Count switch
    {
        0 => "",
        <= 2 => $" in {List(Environments(about))}",
        var count => $" in {count} environments",
    };

    private static List<string> Environments(About about) => [.. about.Entry.Line.Environments.Select(slug => about.Places.EnvironmentOf(about.Entry.Line.ProjectId, slug))];

    private static string List(IReadOnlyList<string> names) => names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}";

    private sealed record About(AuditRecord Entry, string? Target, bool WithProject, AuditPlaces Places, bool WithShared);

    // a place with braces about it, or what stands between two of them
    [GeneratedRegex(@"\{[^}]*\}|[^{]+")]
    private static partial Regex Pieces();
}
