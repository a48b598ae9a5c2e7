using System.Globalization;
using SecretsDashboard.Access;

namespace SecretsDashboard.Audit;

/// <summary>An entry as the page shows it: a sentence, and behind it all that the entry says. Names that are none of the reader's business are ids.</summary>
/// <param name="Seq">Its number in the log.</param>
/// <param name="IsAltered">Its bytes were changed past the program: there is nothing else to show.</param>
public sealed record AuditListItem(long Seq, bool IsAltered = false)
{
    private const int Named = 6;

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

    /// <summary>What the entry says beside the sentence, by name, and where it is shown.</summary>
    public IReadOnlyList<(string Name, string Text, string? Address)> Facts { get; private init; } = [];

    internal static AuditListItem Of(AuditGroup group, PersonLabels labels, IReadOnlyDictionary<string, string> tokens, AuditPlaces places, bool withProject)
    {
        if (group.Entry is not { } entry)
        {
            return new AuditListItem(group.Seq, IsAltered: true);
        }
        var (actor, line) = (entry.Actor, entry.Line);
        var who = actor is { Kind: AuditActor.PersonKind, Id: { } id, Name: { Length: > 0 } name } ? labels.Of(id, name, actor.Email) : null;
        // a token that does not live any more is told by its name where the reader may know it
        var ended = line.Action == AuditAction.TokenRefused && line.TargetName is { } publicId ? tokens.GetValueOrDefault(publicId) : null;
        var person = line is { TargetId: { } targetId, TargetName: { } targetName } && (line.TargetEmail is not null || labels.Find(targetId) is not null) ? labels.Of(targetId, targetName, line.TargetEmail) : null;
        var target = person?.Text ?? line.TargetName ?? Short(line.TargetId);
        return new AuditListItem(group.Seq)
        {
            Time = entry.Time,
            Actor = actor.Id,
            Who = who?.Text ?? (actor.Name is { Length: > 0 } called ? called : Short(actor.Id) ?? ended ?? AuditSentence.NameOf(actor.Kind)),
            IsProgram = actor.Kind is AuditActor.TokenKind or AuditActor.ServerKind or AuditActor.HostKind || ended is not null,
            WhoEmail = who?.Email,
            Sentence = AuditSentence.Of(entry, target, withProject, places, group.HoldsShared),
            Repeats = Times(group),
            IsRefused = line.Outcome is AuditLine.Denied or AuditLine.Failed,
            Facts = [.. Details(group, entry, person?.Email, target, places).Where(fact => fact.Text is { Length: > 0 }).Select(fact => (fact.Name, fact.Text!, fact.Address))],
        };
    }

    private static IEnumerable<(string Name, string? Text, string? Address)> Details(AuditGroup group, AuditRecord entry, string? email, string? target, AuditPlaces places)
    {
        var (actor, line) = (entry.Actor, entry.Line);
        yield return ("Time", Moment(entry.Time), null);
        yield return ("Action", AuditWords.Action(line.Action), null);
        yield return ("Outcome", AuditWords.Outcome(line.Outcome) + (line.Reason is null ? "" : $", {AuditSentence.Reason(line.Reason)}"), null);
        yield return ("Project", places.ProjectOf(line.ProjectId, line.ProjectName) ?? Short(line.ProjectId), places.AddressOf(line.ProjectId));
        yield return ("Target", places.AddressOf(line.TargetId) is null ? target : places.ProjectOf(line.TargetId, target), places.AddressOfSecret(line) ?? places.AddressOf(line.TargetId));
        yield return ("Email", email, null);
        yield return ("Environments", string.Join(", ", line.Environments.Select(slug => places.EnvironmentOf(line.ProjectId, slug))), null);
        yield return ("Revision", line.Revision?.ToString("N0", CultureInfo.InvariantCulture), null);
        var isCaughtUp = group.Others.Select(other => other.Entry).Append(entry).Any(each => each.Line.Reads is { IsCaughtUp: true });
        yield return ("Repeats", group.Times == 1 && line.Reads is null ? null
            : string.Create(CultureInfo.InvariantCulture, $"{group.Times:N0} from {Moment(group.First)} to {Moment(group.Last)}") + (isCaughtUp ? ", told at the next start: the server was killed" : ""), null);
        yield return ("From", Few([.. group.Addresses]), null);
        yield return ("Request", actor.RequestId, null);
        yield return ("Entry", string.Create(CultureInfo.InvariantCulture, $"{group.Seq:N0} of the chain"), null);
        yield return ("Told by", group.Others.Count == 0 ? null : $"entries {Few([.. group.Others.Select(other => other.Seq.ToString("N0", CultureInfo.InvariantCulture))])} as well", null);
    }

    private static string Few(List<string> texts) => string.Join(", ", texts.Count > Named ? texts.Take(Named).Append($"and {texts.Count - Named} more") : texts);

    private static string Moment(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    // what follows the first, where the group has it; else all
    private static string Times(AuditGroup group)
    {
        var entry = group.Entry!;
        var (more, form) = (entry.Line.Reads is null ? group.Times - 1 : group.Times, group.First.Date == group.Last.Date ? "HH:mm" : "MMM d, HH:mm");
        var (first, last) = (group.First.ToString(form, CultureInfo.InvariantCulture), group.Last.ToString(form, CultureInfo.InvariantCulture));
        return (more, entry.Line.Reads) switch
        {
            (0, _) => "",
            (1, null) => $"once more at {last}",
            (_, null) => string.Create(CultureInfo.InvariantCulture, $"{more:N0} more times until {last}"),
            (1, _) => $"once, at {last}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{more:N0} times") + (first == last ? $", at {last}" : $", {first} to {last}"),
        };
    }

    // the last part of an id of version 7 is the random one
    private static string? Short(Guid? id) => id is null ? null : $"…{id.Value.ToString()[^12..]}";
}
