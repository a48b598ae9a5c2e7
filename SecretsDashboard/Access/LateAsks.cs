using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;

namespace SecretsDashboard.Access;

/// <summary>Finds which tokens that ended are still shown by a program: when last, and from where. The audit log knows.</summary>
internal static class LateAsks
{
    /// <summary>By the twelve characters that name a token; those nobody asked with are not in it.</summary>
    public static async Task<IReadOnlyDictionary<string, (DateTime At, string From)>> ReadAsync(AppDbContext db, IReadOnlyCollection<string> ended, DateTime since, CancellationToken cancellationToken)
    {
        if (ended.Count == 0)
        {
            return new Dictionary<string, (DateTime, string)>();
        }
        // one parameter, not one for each: SQLite has a limit for those
        var newest = await db.Audit.AsNoTracking()
            .Where(entry => entry.ActorId == null && entry.Action == AuditAction.TokenRefused && entry.Time > since && entry.TargetName != null && EF.Parameter(ended).Contains(entry.TargetName))
            .GroupBy(entry => entry.TargetName!).Select(group => group.Max(entry => entry.Seq)).ToListAsync(cancellationToken);
        var entries = await db.Audit.AsNoTracking().Where(entry => EF.Parameter(newest).Contains(entry.Seq)).ToListAsync(cancellationToken);
        var counted = await db.Repetitions.AsNoTracking().Where(row => EF.Parameter(newest).Contains(row.Seq)).ToDictionaryAsync(row => row.Seq, row => row.LastAt, cancellationToken);
        var asks = new Dictionary<string, (DateTime, string)>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (AuditBody.Read(entry.Body) is { } record)
            {
                asks[entry.TargetName!] = (counted.GetValueOrDefault(entry.Seq, record.Line.Reads?.Last ?? record.Time), record.Actor.Address ?? "");
            }
        }
        return asks;
    }
}
