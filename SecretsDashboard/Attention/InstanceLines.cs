using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Attention;

/// <summary>What concerns the whole instance: its log, its people, those who were invited.</summary>
internal static class InstanceLines
{
    public static async Task<IReadOnlyList<AttentionLine>> ReadAsync(Deed deed, ChainState? chain, DateTime now, CancellationToken cancellationToken)
    {
        var lines = new List<AttentionLine>();
        if (deed.May(Permission.ReadInstanceAudit) && await LogAsync(deed.Db, chain, cancellationToken) is { } log)
        {
            lines.Add(log);
        }
        if (deed.May(Permission.ManagePeople))
        {
            await AddPeopleAsync(deed.Db, lines, now, cancellationToken);
        }
        return lines;
    }

    // what the last run found, and what the next would: a log that was changed past the program is never sealed again
    private static async Task<AttentionLine?> LogAsync(AppDbContext db, ChainState? chain, CancellationToken cancellationToken)
    {
        var isUnsealed = await db.AuditHead.AnyAsync(head => head.Seal.Length == 0, cancellationToken);
        return chain?.Fault is null && !isUnsealed ? null
            : new AttentionLine(AttentionKind.ChainBroken, AttentionLevel.Now, "The audit log", "is not intact", chain?.Fault is { } fault ? $"{char.ToUpperInvariant(fault[0])}{fault[1..]}. Verified" : "It was changed past the program", "/audit", "Look")
            {
                At = chain?.Fault is null ? null : chain.At,
            };
    }

    private static async Task AddPeopleAsync(AppDbContext db, List<AttentionLine> lines, DateTime now, CancellationToken cancellationToken)
    {
        if (!await db.Instance.AnyAsync(instance => instance.RequiresSecondFactor, cancellationToken))
        {
            var holders = SecondFactor.Holders(db);
            var bare = await db.Users.Where(user => user.DisabledAt == null && !holders.Contains(user.Id)).OrderBy(user => user.Name).Select(user => user.Name).ToListAsync(cancellationToken);
            if (bare.Count > 0)
            {
                lines.Add(new AttentionLine(AttentionKind.NoSecondFactor, AttentionLevel.Whenever, bare.Count == 1 ? "1 person" : $"{bare.Count:N0} people", bare.Count == 1 ? "has no second factor" : "have no second factor",
                    AttentionKinds.Names(bare), "/members", "Members"));
            }
        }
        var expired = await db.Invitations.Where(invitation => invitation.EndedAt != null || invitation.ExpiresAt <= now).OrderBy(invitation => invitation.ExpiresAt)
            .Select(invitation => new { invitation.Email, invitation.ExpiresAt }).ToListAsync(cancellationToken);
        if (expired.Count > 0)
        {
            lines.Add(new AttentionLine(AttentionKind.InvitationExpired, AttentionLevel.Whenever, AttentionKinds.Count(expired.Count, "invitation"), expired.Count == 1 ? "has expired" : "have expired",
                $"{AttentionKinds.Names([.. expired.Select(invitation => invitation.Email)])},", "/members", "Members")
            { At = expired[0].ExpiresAt });
        }
    }
}
