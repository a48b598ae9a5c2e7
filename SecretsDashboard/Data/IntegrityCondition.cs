using System.Collections.Concurrent;

namespace SecretsDashboard.Data;

/// <summary>
/// Knows what sealed rows did not open, and what cells did not read, since the server started, and says so in the log, once an hour for each, and in health. What lies
/// in one place is forgotten when that place changes; what still does not open is found again.
/// </summary>
internal sealed class IntegrityCondition(TimeProvider time, ILogger<IntegrityCondition> log)
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(Guid Place, string What, Guid? By), (DateTimeOffset First, DateTimeOffset Last)> told = new();

    public bool IsIntact => told.IsEmpty;

    /// <summary>The environments and people that something belongs to which does not open, and since when that is known.</summary>
    public IReadOnlyDictionary<Guid, DateTimeOffset> Places => told.GroupBy(known => known.Key.Place).ToDictionary(group => group.Key, group => group.Min(known => known.Value.First));

    /// <summary>Something sealed does not open.</summary>
    /// <param name="by">The person or program that met it; null: nobody who is known.</param>
    /// <param name="place">The environment or person it belongs to.</param>
    /// <param name="what">What it is, in kinds and ids: no value, no name.</param>
    /// <returns>Has it not been found by them within the hour?</returns>
    public bool Found(Guid? by, Guid place, string what)
    {
        var now = time.GetUtcNow();
        if (IsDue((place, what, Guid.Empty), now))
        {
            log.LogError("{What} does not open or read as it should: it was altered or is damaged. Set it anew, or put a good copy of the database in its place.", what);
        }
        return IsDue((place, what, by), now);
    }

    /// <summary>The place changed, or is gone.</summary>
    public void Forget(Guid place)
    {
        foreach (var known in told.Keys.Where(key => key.Place == place))
        {
            told.TryRemove(known, out _);
        }
    }

    private bool IsDue((Guid Place, string What, Guid? By) key, DateTimeOffset now)
    {
        var known = told.GetOrAdd(key, (now, DateTimeOffset.MinValue));
        return now - known.Last >= Rhythm && told.TryUpdate(key, (known.First, now), known);
    }
}
