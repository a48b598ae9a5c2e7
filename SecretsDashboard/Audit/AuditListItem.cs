using SecretsDashboard.Access;

namespace SecretsDashboard.Audit;

/// <summary>An entry as the page shows it, in words. Names that are none of the reader's business are ids.</summary>
/// <param name="Seq">Its number in the log.</param>
/// <param name="IsAltered">Its bytes were changed past the program: there is nothing else to show.</param>
public sealed record AuditListItem(long Seq, bool IsAltered = false)
{
    public DateTime Time { get; private init; }

    /// <summary>The person or token that did it; null: nobody who was known.</summary>
    public Guid? Actor { get; private init; }

    public string Who { get; private init; } = "";

    /// <summary>The address of the person that did it; null: nobody's, or it is not known.</summary>
    public string? WhoEmail { get; private init; }

    public string From { get; private init; } = "";
    public string Action { get; private init; } = "";
    public string Detail { get; private init; } = "";
    public string Project { get; private init; } = "";
    public string Target { get; private init; } = "";

    /// <summary>The address of a target that is a person.</summary>
    public string? TargetEmail { get; private init; }

    public string Environments { get; private init; } = "";
    public string Outcome { get; private init; } = "";
    public bool IsRefused { get; private init; }

    /// <summary>Why it was refused.</summary>
    public string Reason { get; private init; } = "";

    internal static AuditListItem Of(long seq, AuditRecord? entry, PersonLabels labels)
    {
        if (entry is null)
        {
            return new AuditListItem(seq, IsAltered: true);
        }
        var (actor, line) = (entry.Actor, entry.Line);
        var who = actor is { Kind: AuditActor.PersonKind, Id: { } id, Name: { Length: > 0 } name } ? labels.Of(id, name, actor.Email) : null;
        var target = line is { TargetId: { } targetId, TargetName: { } targetName } && (line.TargetEmail is not null || labels.Find(targetId) is not null) ? labels.Of(targetId, targetName, line.TargetEmail) : null;
        var reason = line.Reason is null ? "" : AuditWords.Reason(line.Reason);
        var isRefused = line.Outcome is AuditLine.Denied or AuditLine.Failed;
        return new AuditListItem(seq)
        {
            Time = entry.Time,
            Actor = actor.Id,
            Who = who?.Text ?? (actor.Name is { Length: > 0 } called ? called : Short(actor.Id) ?? NameOf(actor.Kind)),
            WhoEmail = who?.Email,
            From = string.Join(" ", new[] { actor.Kind == AuditActor.TokenKind ? "token" : null, actor.Address is null ? null : $"from {actor.Address}" }.OfType<string>()),
            Action = AuditWords.Action(line.Action),
            Detail = string.Join(", ", new[]
            {
                line.ReceiverName is { } receiver ? $"to {receiver}" : null,
                line.Reads is { } reads ? Times(reads) : isRefused || reason == "" ? null : reason,
            }.OfType<string>()),
            Project = line.ProjectName ?? Short(line.ProjectId) ?? "",
            Target = target?.Text ?? line.TargetName ?? Short(line.TargetId) ?? (line.Names is { } names ? Count(names) : null) ?? (line.Revision is { } revision ? $"Everything, revision {revision}" : ""),
            TargetEmail = target?.Email,
            Environments = string.Join(", ", line.Environments),
            Outcome = AuditWords.Outcome(line.Outcome),
            IsRefused = isRefused,
            Reason = isRefused ? reason : "",
        };
    }

    private static string NameOf(string kind) => kind switch
    {
        AuditActor.HostKind => "The server's operator",
        AuditActor.ServerKind => "The server",
        _ => "Nobody signed in",
    };

    private static string Times(AuditReads reads) =>
        (reads.Count == 1 ? "once more" : $"{reads.Count:N0} times") + (reads.IsCaughtUp ? ", told at the next start: the server was killed" : "");

    private static string Count(int names) => names == 1 ? "1 name" : $"{names:N0} names";

    // the last part of an id of version 7 is the random one
    private static string? Short(Guid? id) => id is null ? null : $"…{id.Value.ToString()[^12..]}";
}
