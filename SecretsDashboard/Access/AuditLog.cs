using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Access;

/// <summary>
/// Appends to the audit chain inside the transaction of the deed it describes: both are stored or neither is. It never
/// changes an entry, and never seals a log that somebody else changed. <see cref="AuditVerifier"/> reads the chain back.
/// </summary>
internal sealed class AuditLog(AuditChain chain, ClockWatch clock, TimeProvider time, ILogger<AuditLog> log)
{
    /// <summary>Adds one entry to <paramref name="db"/>, which must be the write gate's, and answers its number. The caller saves.</summary>
    public async Task<long> AppendAsync(AppDbContext db, AuditActor actor, AuditLine line, CancellationToken cancellationToken)
    {
        var head = await HeadAsync(db, cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        clock.See(now);
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
            OwnerId = line.OwnerId,
            TargetId = line.TargetId,
            TargetName = line.TargetName,
        };
        db.Audit.Add(entry);
        await CountAsync(db, now, line, cancellationToken);
        head.Seq = entry.Seq;
        head.Mac = entry.Mac;
        head.Seal = head.Seal.Length == 0 ? [] : chain.Head(entry.Seq, entry.Mac);
        return entry.Seq;
    }

    private static Task CountAsync(AppDbContext db, DateTime now, AuditLine line, CancellationToken cancellationToken)
    {
        var (times, isDelivery) = (line.Reads?.Count ?? 1, line.Action is AuditAction.SecretsDelivered or AuditAction.SecretsDeliveredAgain);
        var isRefusal = line.Outcome is AuditLine.Denied or AuditLine.Failed;
        return DailySum.AddAsync(db, now, line.ProjectId, isDelivery && !isRefusal ? times : 0, isRefusal ? times : 0, isDelivery || isRefusal ? 0 : 1, cancellationToken);
    }

    /// <summary>
    /// The head to go on from. Where it does not fit the log, somebody wrote past the program: the log goes on behind what is
    /// there, but with an empty seal from then on, so that every later verification still finds it.
    /// </summary>
    private async Task<AuditHead> HeadAsync(AppDbContext db, CancellationToken cancellationToken)
    {
        var head = await db.AuditHead.FindAsync([AuditHead.OnlyId], cancellationToken);
        if (head is not null && db.Entry(head).State != EntityState.Unchanged)
        {
            return head; // a second line of the same deed: the first is not in the table yet
        }
        var last = await db.Audit.AsNoTracking().OrderByDescending(entry => entry.Seq).Select(entry => new { entry.Seq, entry.Mac }).FirstOrDefaultAsync(cancellationToken);
        var (seq, mac) = last is null ? (0, chain.Genesis()) : (last.Seq, last.Mac);
        if (head is not null && head.Seq == seq && mac.AsSpan().SequenceEqual(head.Mac) && chain.IsHead(seq, mac, head.Seal))
        {
            return head;
        }
        if (head is null || head.Seal.Length > 0)
        {
            log.LogError("The audit log was changed past the program at or before entry {Seq}: it goes on, but no longer verifies.", seq);
        }
        head ??= db.AuditHead.Add(new AuditHead { Id = AuditHead.OnlyId }).Entity;
        (head.Seq, head.Mac, head.Seal) = (seq, mac, []);
        return head;
    }
}
