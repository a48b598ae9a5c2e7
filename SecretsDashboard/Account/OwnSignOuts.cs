using System.Collections.Concurrent;

namespace SecretsDashboard.Account;

/// <summary>
/// Remembers for an hour which sessions their own person signed out of, so that the pages that are still open do not speak of an expulsion and lead
/// nobody back. It decides nothing: such a session is gone.
/// </summary>
internal sealed class OwnSignOuts(TimeProvider time)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> sessions = new();

    public void Add(Guid session)
    {
        var now = time.GetUtcNow();
        foreach (var (old, _) in sessions.Where(each => now - each.Value > Remembered))
        {
            sessions.TryRemove(old, out _);
        }
        sessions[session] = now;
    }

    public bool Contains(Guid session) => sessions.ContainsKey(session);
}
