using System.Collections.Concurrent;
using SecretsDashboard.Access;

namespace SecretsDashboard.Attention;

/// <summary>
/// How many lines need a person: the number beside <em>Overview</em>, on every page. It is counted again when something that lists show was changed by
/// somebody, and once a minute for what programs and the time bring about.
/// </summary>
internal sealed class AttentionCount : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, (int Count, DateTimeOffset At)> counts = new();
    private readonly CompletenessReader completeness;
    private readonly AttentionReader reader;
    private readonly ProjectChanges changes;
    private readonly TimeProvider time;

    public AttentionCount(CompletenessReader completeness, AttentionReader reader, ProjectChanges changes, TimeProvider time)
    {
        (this.completeness, this.reader, this.changes, this.time) = (completeness, reader, changes, time);
        changes.Edited += Edited;
        changes.Changed += Changed;
    }

    /// <summary>How many need the person who does the deed.</summary>
    public async Task<int> ReadAsync(Deed deed, CancellationToken cancellationToken)
    {
        if (counts.TryGetValue(deed.ActorId, out var known) && time.GetUtcNow() - known.At < Fresh)
        {
            return known.Count;
        }
        var places = await OwnPlace.ListAsync(deed, cancellationToken);
        var filled = await completeness.ReadAsync(deed.Db, [.. places.Select(place => place.Id)], cancellationToken);
        var count = (await reader.ReadAsync(deed, places, filled, cancellationToken)).Lines.Count;
        Keep(deed.ActorId, count);
        return count;
    }

    /// <summary>The person was just shown so many.</summary>
    public void Keep(Guid person, int count) => counts[person] = (count, time.GetUtcNow());

    public void Dispose()
    {
        changes.Edited -= Edited;
        changes.Changed -= Changed;
    }

    private void Edited(Edit edit) => counts.Clear();

    private void Changed(string project, Guid? person) => counts.Clear();
}
