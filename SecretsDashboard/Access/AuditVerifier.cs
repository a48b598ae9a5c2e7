using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Access;

/// <summary>Reads the whole audit chain back and says whether it is intact. It mends nothing.</summary>
internal sealed class AuditVerifier(IDbContextFactory<AppDbContext> readers, AuditChain chain)
{
    /// <summary>How many entries were verified, and null or the first fault: a changed, missing or added entry, or a cut tail.</summary>
    public async Task<(long Verified, string? Fault)> VerifyAsync(CancellationToken cancellationToken)
    {
        await using var db = await readers.CreateDbContextAsync(cancellationToken);
        await using var snapshot = await db.BeginReadAsync(cancellationToken);
        var previous = chain.Genesis();
        var seq = 0L;
        await foreach (var entry in db.Audit.AsNoTracking().OrderBy(entry => entry.Seq).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (entry.Seq != seq + 1)
            {
                return (seq, $"entry {seq + 1} is missing");
            }
            var mac = chain.Next(entry.Seq, entry.Epoch, previous, entry.Body);
            // a body that is authentic was written by AuditBody and is well-formed
            if (!CryptographicOperations.FixedTimeEquals(mac, entry.Mac) || !AuditBody.Describes(entry))
            {
                return (seq, $"entry {entry.Seq} was altered");
            }
            previous = mac;
            seq = entry.Seq;
        }
        var head = await db.AuditHead.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        // where there are people something has happened: an empty log with the head of the first start shows too
        var intact = head is not null
            && head.Seq == seq
            && CryptographicOperations.FixedTimeEquals(head.Mac, previous)
            && chain.IsHead(seq, previous, head.Seal)
            && (seq > 0 || !await db.Users.AnyAsync(cancellationToken));
        return (seq, intact ? null : "the end of the log does not fit its head");
    }
}
