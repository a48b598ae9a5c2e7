using System.Globalization;
using SecretsDashboard.Access;

namespace SecretsDashboard.Audit;

/// <summary>An entry as the page shows it: a sentence, and behind it all that the entry says. Names that are none of the reader's business are ids.</summary>
/// <param name="Seq">Its number in the log.</param>
/// <param name="IsAltered">Its bytes were changed past the program: there is nothing else to show.</param>
public sealed record AuditListItem(long Seq, bool IsAltered = false)
{
    public DateTime Time { get; private init; }

    /// <summary>The person or token that did it; null: nobody who was known.</summary>
    public Guid? Actor { get; private init; }

    public string Who { get; private init; } = "";

    /// <summary>No person did it: a token, the server, its operator.</summary>
    public bool IsProgram { get; private init; }

    /// <summary>The address of the person that did it; null: nobody's, or it is not known.</summary>
    public string? WhoEmail { get; private init; }

    /// <summary>What follows <see cref="Who"/> in the sentence.</summary>
    public IReadOnlyList<SentencePart> Sentence { get; private init; } = [];

    /// <summary>How often the same happened until when, where that was put on record together.</summary>
    public string Repeats { get; private init; } = "";

    public bool IsRefused { get; private init; }

    /// <summary>What the entry says beside the sentence, by name.</summary>
    public IReadOnlyList<(string Name, string Text)> Facts { get; private init; } = [];

    internal static AuditListItem Of(long seq, AuditRecord? entry, PersonLabels labels, IReadOnlyDictionary<string, string> tokens, bool withProject)
    {
        if (entry is null)
        {
            return new AuditListItem(seq, IsAltered: true);
        }
        var (actor, line) = (entry.Actor, entry.Line);
        var who = actor is { Kind: AuditActor.PersonKind, Id: { } id, Name: { Length: > 0 } name } ? labels.Of(id, name, actor.Email) : null;
        // a token that does not live any more is told by its name where the reader may know it
        var ended = line.Action == AuditAction.TokenRefused && line.TargetName is { } publicId ? tokens.GetValueOrDefault(publicId) : null;
        var person = line is { TargetId: { } targetId, TargetName: { } targetName } && (line.TargetEmail is not null || labels.Find(targetId) is not null) ? labels.Of(targetId, targetName, line.TargetEmail) : null;
        var target = person?.Text ?? line.TargetName ?? Short(line.TargetId);
        return new AuditListItem(seq)
        {
            Time = entry.Time,
            Actor = actor.Id,
            Who = who?.Text ?? (actor.Name is { Length: > 0 } called ? called : Short(actor.Id) ?? ended ?? AuditSentence.NameOf(actor.Kind)),
            IsProgram = actor.Kind is AuditActor.TokenKind or AuditActor.ServerKind or AuditActor.HostKind || ended is not null,
            WhoEmail = who?.Email,
            Sentence = AuditSentence.Of(entry, target, withProject),
            Repeats = line.Reads is { } reads ? Times(reads) : "",
            IsRefused = line.Outcome is AuditLine.Denied or AuditLine.Failed,
            Facts = [.. Details(seq, entry, person?.Email, target).Where(fact => fact.Text is { Length: > 0 }).Select(fact => (fact.Name, fact.Text!))],
        };
    }

    private static IEnumerable<(string Name, string? Text)> Details(long seq, AuditRecord entry, string? email, string? target)
    {
        var (actor, line) = (entry.Actor, entry.Line);
        yield return ("Time", Moment(entry.Time));
        yield return ("Action", AuditWords.Action(line.Action));
        yield return ("Outcome", AuditWords.Outcome(line.Outcome) + (line.Reason is null ? "" : $", {AuditSentence.Reason(line.Reason)}"));
        yield return ("Project", line.ProjectName ?? Short(line.ProjectId));
        yield return ("Target", target);
        yield return ("Email", email);
        yield return ("Environments", string.Join(", ", line.Environments));
        yield return ("Revision", line.Revision?.ToString("N0", CultureInfo.InvariantCulture));
        yield return ("Repeats", line.Reads is not { } reads ? null
            : string.Create(CultureInfo.InvariantCulture, $"{reads.Count:N0} from {Moment(reads.First)} to {Moment(reads.Last)}") + (reads.IsCaughtUp ? ", told at the next start: the server was killed" : ""));
        yield return ("From", actor.Address);
        yield return ("Request", actor.RequestId);
        yield return ("Entry", string.Create(CultureInfo.InvariantCulture, $"{seq:N0} of the chain"));
    }

    private static string Moment(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Times(AuditReads reads)
    {
        var form = reads.First.Date == reads.Last.Date ? "HH:mm" : "MMM d, HH:mm";
        var (first, last) = (reads.First.ToString(form, CultureInfo.InvariantCulture), reads.Last.ToString(form, CultureInfo.InvariantCulture));
        return reads.Count == 1 ? $"once, at {last}" : string.Create(CultureInfo.InvariantCulture, $"{reads.Count:N0} times") + (first == last ? $", at {last}" : $", {first} to {last}");
    }

    // the last part of an id of version 7 is the random one
    private static string? Short(Guid? id) => id is null ? null : $"…{id.Value.ToString()[^12..]}";
}
