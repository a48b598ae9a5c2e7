using System.Threading.RateLimiting;

namespace SecretsDashboard.Access;

/// <summary>The bytes of one request's body that are held in memory, as they come: an announced length takes nothing. Disposing gives them back.</summary>
internal sealed class BodyRoom(Budget budget, Guid who) : IDisposable
{
    private readonly List<RateLimitLease> parts = [];
    private int length;

    /// <summary>Makes sure that so many bytes may be held in all.</summary>
    /// <exception cref="LimitReachedException">Too much is being received at once.</exception>
    public void Grow(int wanted)
    {
        if (wanted > length)
        {
            parts.Add(budget.Take(who, Cost.BodyByte, wanted - length));
            length = wanted;
        }
    }

    public void Dispose() => parts.ForEach(part => part.Dispose());
}
