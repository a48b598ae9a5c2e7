using System.Threading.RateLimiting;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Shell;

/// <summary>
/// Puts on record that somebody tried to take over, or to end, a circuit of another session that is live: anyone who knows its secret stole it.
/// Of one person the first try of each minute is recorded, else a flood would fill the log. It refuses nothing itself.
/// </summary>
internal sealed class CircuitThefts(OpenCircuits circuits, LiveSessions sessions, WriteGate gate, AuditLog audit) : IDisposable
{
    private readonly PartitionedRateLimiter<Guid> records = PartitionedRateLimiter.Create<Guid, Guid>(person =>
        RateLimitPartition.GetFixedWindowLimiter(person, _ => new FixedWindowRateLimiterOptions { PermitLimit = 1, Window = TimeSpan.FromMinutes(1) }));

    /// <summary>Whose request it is was refused the circuit with this secret. Audited as <c>access.refused</c> about the person whose circuit it is.</summary>
    public async Task RefusedAsync(string circuit, HttpContext request)
    {
        var caller = CurrentCaller.Of(request);
        // a circuit that is gone, or that waits for a session that ended, is asked for by pages that were left open
        if (circuits.OwnerOf(circuit) is not { } owner || !await sessions.IsLiveAsync(owner.User, owner.Session, CancellationToken.None))
        {
            return;
        }
        using var record = records.AttemptAcquire(caller.UserId);
        if (!record.IsAcquired)
        {
            return;
        }
        await gate.WriteAsync(async db =>
        {
            var people = await db.Users.Where(user => user.Id == caller.UserId || user.Id == owner.User).ToDictionaryAsync(user => user.Id, CancellationToken.None);
            var actor = AuditActor.Person(caller.UserId, people[caller.UserId].Name, people[caller.UserId].Email, caller.SessionId, caller.Address, caller.RequestId);
            await audit.AppendAsync(db, actor, AuditLine.About(AuditAction.AccessRefused, people[owner.User]) with { Outcome = AuditLine.Denied, Reason = AuditReason.ForeignCircuit }, CancellationToken.None);
            return await db.SaveChangesAsync(CancellationToken.None);
        }, CancellationToken.None);
    }

    public void Dispose() => records.Dispose();
}
