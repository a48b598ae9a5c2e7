using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>
/// Appends to the audit chain inside the transaction of the deed it describes: both are stored or neither is. It never
/// changes an entry. <see cref="AuditVerifier"/> reads the chain back.
/// </summary>
internal sealed class AuditLog(AuditChain chain, TimeProvider time)
{
    /// <summary>Adds one entry to <paramref name="db"/>, which must be the write gate's. The caller saves.</summary>
    public async Task AppendAsync(AppDbContext db, AuditActor actor, AuditLine line, CancellationToken cancellationToken)
    {
        var head = await db.AuditHead.FindAsync([AuditHead.OnlyId], cancellationToken);
        if (head is null)
        {
            head = new AuditHead { Id = AuditHead.OnlyId, Mac = chain.Genesis() };
            db.AuditHead.Add(head);
        }
        var now = time.GetUtcNow().UtcDateTime;
        var body = AuditBody.Write(now, actor, line);
        var entry = new AuditEntry
        {
            Seq = head.Seq + 1,
            Epoch = chain.Epoch,
            Body = body,
            Mac = chain.Next(head.Seq + 1, chain.Epoch, head.Mac, body),
            Time = now,
            ActorId = actor.Id,
            Action = line.Action,
            Outcome = line.Outcome,
            ProjectId = line.ProjectId,
            TargetId = line.TargetId,
        };
        db.Audit.Add(entry);
        head.Seq = entry.Seq;
        head.Mac = entry.Mac;
        head.Seal = chain.Head(entry.Seq, entry.Mac);
    }
}
