using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Components.Server;
using SecretsDashboard.Access;

namespace SecretsDashboard.Shell;

/// <summary>
/// The room that one circuit takes of its person's budget, while it is connected and while it waits for its page to come back. The framework
/// counts the waiting ones of all people together and drops the oldest: without this one person's would drop the others'. It is the
/// service that tells a circuit whose it is, the one of ours that is there from the start to the very end: a circuit's handlers come with its
/// first page, which a person who starts circuits to drop them never sends.
/// </summary>
internal sealed class CircuitRoom : ServerAuthenticationStateProvider, IDisposable
{
    // the call that starts a circuit makes its services, and nothing else leads from one to the other
    private static readonly AsyncLocal<RateLimitLease?> Starting = new();

    private readonly RateLimitLease? room = Starting.Value;

    /// <summary>Takes the room of one more circuit, which the rest of this call starts; null: the person has all they get.</summary>
    public static RateLimitLease? Take(Budget budget, Guid user)
    {
        try
        {
            return Starting.Value = budget.Take(user, Cost.Circuit);
        }
        catch (LimitReachedException)
        {
            return null;
        }
    }

    public void Dispose() => room?.Dispose();
}
