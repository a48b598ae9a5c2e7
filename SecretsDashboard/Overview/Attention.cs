using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Overview;

/// <summary>
/// Finds what needs somebody, among what the person may mend: in their projects what their role there allows, of the instance what their role in it
/// does. What needs no action is not listed.
/// </summary>
internal sealed class Attention(Deed deed, IReadOnlyList<OverviewPlace> places, DateTime now, bool isIntact)
{
    private static readonly TimeSpan Urgent = TimeSpan.FromDays(2);
    private static readonly TimeSpan Unused = TimeSpan.FromDays(30);

    private readonly List<AttentionLine> lines = [];

    /// <summary>What presses most stands first.</summary>
    public async Task<IReadOnlyList<AttentionLine>> ListAsync(ILookup<Guid, Completeness> filled, CancellationToken cancellationToken)
    {
        if (!isIntact && deed.May(Permission.ReadInstanceAudit))
        {
            lines.Add(new AttentionLine(AttentionLevel.Now, "A stored value", "does not open", "It was altered or is damaged", "/audit?action=integrity_failed", "Look"));
        }
        await AddTokensAsync(cancellationToken);
        AddMissing(filled);
        if (deed.May(Permission.ManagePeople))
        {
            await AddPeopleAsync(cancellationToken);
        }
        return [.. lines.OrderBy(line => line.Level).ThenBy(line => line.At ?? DateTime.MaxValue)];
    }

    private async Task AddTokensAsync(CancellationToken cancellationToken)
    {
        var mine = places.Where(place => place.May(Permission.ManageTokens)).ToDictionary(place => place.Id);
        var ids = mine.Keys.ToList();
        var since = now - Unused;
        var tokens = await deed.Db.ServiceTokens.AsNoTracking().Where(token => EF.Parameter(ids).Contains(token.ProjectId) && token.RevokedAt == null)
            .Where(token => token.EndedAt != null || token.ExpiresAt < now + ServiceToken.Soon || (token.LastUsedAt == null && token.CreatedAt < since))
            .Select(token => new { token.PublicId, token.Name, token.ProjectId, token.ExpiresAt, token.EndedAt, token.LastUsedAt, token.CreatedAt }).ToListAsync(cancellationToken);
        var ended = tokens.Where(token => token.EndedAt is not null || token.ExpiresAt <= now).Select(token => token.PublicId).ToList();
        var asked = await LateAsks.ReadAsync(deed.Db, ended, since, cancellationToken);
        foreach (var token in tokens)
        {
            var place = mine[token.ProjectId];
            var address = $"{place.Address}/tokens";
            if (asked.TryGetValue(token.PublicId, out var ask))
            {
                lines.Add(new AttentionLine(AttentionLevel.Now, token.Name, "has expired and still asks", $"{place.Name}, last from {ask.From},", $"{address}?ended=true", "Renew") { At = ask.At });
            }
            else if (token.EndedAt is null && token.ExpiresAt > now)
            {
                lines.Add(token.ExpiresAt < now + ServiceToken.Soon
                    ? new AttentionLine(token.ExpiresAt < now + Urgent ? AttentionLevel.Now : AttentionLevel.Soon, token.Name, "ends", place.Name, address, "Renew") { At = token.ExpiresAt, IsAhead = true }
                    : new AttentionLine(AttentionLevel.Whenever, token.Name, "was never used", $"{place.Name}, created", address, "Look") { At = token.CreatedAt });
            }
        }
    }

    private void AddMissing(ILookup<Guid, Completeness> filled)
    {
        foreach (var place in places.Where(place => place.May(Permission.ChangeSecrets)))
        {
            var lacking = filled[place.Id].Where(environment => environment.Missing > 0).OrderByDescending(environment => environment.Missing).ToList();
            if (lacking.Count > 0)
            {
                var missing = lacking.Sum(environment => environment.Missing);
                lines.Add(new AttentionLine(AttentionLevel.Soon, missing == 1 ? "1 value" : $"{missing:N0} values", missing == 1 ? "is missing" : "are missing",
                    $"{place.Name}: {string.Join(", ", lacking.Select(environment => $"{environment.Name} {environment.Missing:N0}"))}", place.Address, "Fill"));
            }
        }
    }

    private async Task AddPeopleAsync(CancellationToken cancellationToken)
    {
        var db = deed.Db;
        if (!await db.Instance.AnyAsync(instance => instance.RequiresSecondFactor, cancellationToken))
        {
            var holders = SecondFactor.Holders(db);
            var bare = await db.Users.CountAsync(user => user.DisabledAt == null && !holders.Contains(user.Id), cancellationToken);
            if (bare > 0)
            {
                lines.Add(new AttentionLine(AttentionLevel.Whenever, bare == 1 ? "1 person" : $"{bare:N0} people", bare == 1 ? "has no second factor" : "have no second factor", "", "/members", "Members"));
            }
        }
        var expired = await db.Invitations.CountAsync(invitation => invitation.EndedAt != null || invitation.ExpiresAt <= now, cancellationToken);
        if (expired > 0)
        {
            lines.Add(new AttentionLine(AttentionLevel.Whenever, expired == 1 ? "1 invitation" : $"{expired:N0} invitations", expired == 1 ? "has expired" : "have expired", "", "/members", "Members"));
        }
    }
}
