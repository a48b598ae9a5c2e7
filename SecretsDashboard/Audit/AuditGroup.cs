using System.Net;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Audit;

/// <summary>
/// Entries that are one thing to a reader of the log: the same delivered, or refused, again on that day, and a delivery that a second log knows of because it held
/// something shared. It hides none of them: the line of the group names all.
/// </summary>
internal sealed class AuditGroup(long seq, AuditRecord? entry)
{
    private readonly List<(long Seq, AuditRecord Entry)> others = [];

    /// <summary>The entry that tells it.</summary>
    public long Seq { get; } = seq;

    /// <summary>As the reader may see it; null: its bytes were altered.</summary>
    public AuditRecord? Entry { get; } = entry;

    /// <summary>The other entries, the oldest first.</summary>
    public IReadOnlyList<(long Seq, AuditRecord Entry)> Others => others;

    /// <summary>What the organization shares was in it, and the project's own log told it.</summary>
    public bool HoldsShared => Entry?.Line.ReceiverId is null && others.Exists(other => other.Entry.Line.ReceiverId is not null);

    /// <summary>How often it is told to have happened, all together.</summary>
    public long Times => Told(Entry!) + others.Where(other => other.Entry.Line.ReceiverId == Entry!.Line.ReceiverId).Sum(other => Told(other.Entry));

    /// <summary>From where, each once.</summary>
    public IEnumerable<string> Addresses => others.Select(other => other.Entry).Prepend(Entry!).Select(entry => entry.Actor.Address).OfType<string>().Distinct();

    public DateTime First => Entry!.Line.Reads?.First ?? Entry.Time;

    public DateTime Last => others.Select(other => other.Entry).Append(Entry!).Max(entry => entry.Line.Reads?.Last ?? entry.Time);

    /// <summary>
    /// Takes entries from the beginning of a list, in either order of the log, until there are so many groups, and puts them together.
    /// </summary>
    /// <param name="rows">One behind the other, as they follow in the log.</param>
    /// <param name="most">So many groups at most.</param>
    /// <param name="shown">What the reader may see of an entry.</param>
    /// <param name="taken">How many entries are in the groups.</param>
    /// <returns>The newest first; a group stands where its oldest entry is.</returns>
    public static List<AuditGroup> Of(IReadOnlyList<AuditEntry> rows, int most, Func<AuditEntry, AuditRecord?> shown, out int taken)
    {
        var keys = rows.Select(KeyOf).ToList();
        var known = new HashSet<string>();
        taken = 0;
        while (taken < rows.Count && (known.Contains(keys[taken]) || known.Count < most))
        {
            known.Add(keys[taken++]);
        }
        var groups = new Dictionary<string, AuditGroup>();
        var order = new List<string>();
        foreach (var (row, key) in rows.Zip(keys).Take(taken).OrderBy(each => each.First.Seq))
        {
            var entry = shown(row);
            if (!groups.TryGetValue(key, out var group))
            {
                groups[key] = new AuditGroup(row.Seq, entry);
                order.Add(key);
            }
            else
            {
                groups[key] = group.With(row.Seq, entry!);
            }
        }
        order.Reverse();
        return order.ConvertAll(key => groups[key]);
    }

    private AuditGroup With(long seq, AuditRecord entry)
    {
        if (Worth(entry) > Worth(Entry!))
        {
            var changed = new AuditGroup(seq, entry);
            changed.others.AddRange([(Seq, Entry!), .. others]);
            return changed;
        }
        others.Add((seq, entry));
        return this;
    }

    // of a delivery in two logs the project's own tells it, where the reader may know the project; else the organization's, which names more
    private static int Worth(AuditRecord entry) => entry.Line switch
    {
        { ReceiverId: null, ProjectName: not null } => 2,
        { ReceiverId: not null } => 1,
        _ => 0,
    };

    private static long Told(AuditRecord entry) => entry.Line.Reads?.Count ?? 1;

    // sums of many addresses are told by their network
    private static string? Network(string? address) => IPAddress.TryParse(address?.Split('/')[0], out var parsed) ? ClientNetwork.Of(parsed) : address;

    // from what was written, not from what the reader may see of it
    private static string KeyOf(AuditEntry row)
    {
        if (AuditBody.Read(row.Body) is not { } entry)
        {
            return $"{row.Seq}";
        }
        var (actor, line) = (entry.Actor, entry.Line);
        var isDelivery = line.Action is AuditAction.SecretsDelivered or AuditAction.SecretsDeliveredAgain;
        if (!isDelivery && line.Outcome is not (AuditLine.Denied or AuditLine.Failed))
        {
            return $"{row.Seq}";
        }
        return string.Join('\n', isDelivery ? AuditAction.SecretsDelivered : line.Action, $"{DateOnly.FromDateTime(entry.Time):O}", actor.Kind, actor.Id, Network(actor.Address), line.ReceiverId ?? line.ProjectId,
            string.Join(',', line.Environments), isDelivery ? line.Revision : null, line.TargetName, line.Outcome, line.Reason);
    }
}
