using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>When a program was last turned away with a token, from where and why. The latest part of the audit log knows; what is older is on its page.</summary>
/// <param name="At">The last time, also of many alike (UTC).</param>
/// <param name="From">The address; empty: it is not known.</param>
/// <param name="Reason">One of the words of <see cref="AccessDeniedException"/>.</param>
internal sealed record LastRefusal(DateTime At, string From, string Reason)
{
    private const long LinesLookedAt = 20_000;

    // of several kinds at once the last line is not the last that happened
    private const int Kinds = 10;

    /// <summary>Null: there was none lately.</summary>
    public static async Task<LastRefusal?> ReadAsync(AppDbContext db, Guid token, string publicId, CancellationToken cancellationToken)
    {
        var newest = await db.Audit.MaxAsync(entry => (long?)entry.Seq, cancellationToken) ?? 0;
        var entries = await db.Audit.AsNoTracking()
            .Where(entry => entry.Seq > newest - LinesLookedAt && entry.Outcome == AuditLine.Denied
                && (entry.ActorId == token || (entry.ActorId == null && entry.Action == AuditAction.TokenRefused && entry.TargetName == publicId)))
            .OrderByDescending(entry => entry.Seq).Take(Kinds).ToListAsync(cancellationToken);
        var sequences = entries.ConvertAll(entry => entry.Seq);
        var counted = await db.Repetitions.AsNoTracking().Where(row => EF.Parameter(sequences).Contains(row.Seq)).ToDictionaryAsync(row => row.Seq, row => row.LastAt, cancellationToken);
        return entries.Select(entry => (entry.Seq, Body: AuditBody.Read(entry.Body))).Where(each => each.Body is not null)
            .Select(each => new LastRefusal(counted.GetValueOrDefault(each.Seq, each.Body!.Line.Reads?.Last ?? each.Body.Time), each.Body.Actor.Address ?? "", each.Body.Line.Reason ?? ""))
            .MaxBy(refusal => refusal.At);
    }
}
