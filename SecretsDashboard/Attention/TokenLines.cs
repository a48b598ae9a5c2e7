using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Attention;

/// <summary>Tokens that end soon, were never used, or have expired and are still shown by a program.</summary>
internal static class TokenLines
{
    private static readonly TimeSpan Urgent = TimeSpan.FromDays(2);
    private static readonly TimeSpan Unused = TimeSpan.FromDays(30);

    public static async Task<IEnumerable<AttentionLine>> ReadAsync(Deed deed, IReadOnlyList<OwnPlace> places, DateTime now, CancellationToken cancellationToken)
    {
        var mine = places.Where(place => place.May(Permission.ManageTokens)).ToDictionary(place => place.Id);
        var ids = mine.Keys.ToList();
        var since = now - Unused;
        var tokens = await deed.Db.ServiceTokens.AsNoTracking().Where(token => EF.Parameter(ids).Contains(token.ProjectId) && token.RevokedAt == null)
            .Where(token => token.EndedAt != null || token.ExpiresAt < now + ServiceToken.Soon || (token.LastUsedAt == null && token.CreatedAt < since))
            .Select(token => new ServiceToken { Id = token.Id, PublicId = token.PublicId, Name = token.Name, ProjectId = token.ProjectId, ExpiresAt = token.ExpiresAt, EndedAt = token.EndedAt, LastUsedAt = token.LastUsedAt, CreatedAt = token.CreatedAt })
            .ToListAsync(cancellationToken);
        var ended = tokens.Where(token => token.EndedAt is not null || token.ExpiresAt <= now).Select(token => token.PublicId).ToList();
        var asked = await LateAsks.ReadAsync(deed.Db, ended, since, cancellationToken);
        return tokens.Select(token => Line(token, mine[token.ProjectId], now, asked)).OfType<AttentionLine>();
    }

    private static AttentionLine? Line(ServiceToken token, OwnPlace place, DateTime now, IReadOnlyDictionary<string, (DateTime At, string From)> asked)
    {
        var address = $"{place.Address}/tokens";
        if (asked.TryGetValue(token.PublicId, out var ask))
        {
            return Of(AttentionKind.TokenAsks, AttentionLevel.Now, "has expired and still asks", $"{place.Name}, last from {ask.From},", $"{address}?renew={token.PublicId}", "Renew") with { At = ask.At };
        }
        if (token.EndedAt is not null || token.ExpiresAt <= now)
        {
            return null;
        }
        return token.ExpiresAt < now + ServiceToken.Soon
            ? Of(AttentionKind.TokenEnds, token.ExpiresAt < now + Urgent ? AttentionLevel.Now : AttentionLevel.Soon, "ends", place.Name, $"{address}?renew={token.PublicId}", "Renew") with { At = token.ExpiresAt, IsAhead = true }
            : Of(AttentionKind.TokenUnused, AttentionLevel.Whenever, "was never used", $"{place.Name}, created", address, "Look") with { At = token.CreatedAt };

        AttentionLine Of(AttentionKind kind, AttentionLevel level, string text, string detail, string way, string verb) =>
            ValueLines.At(place, new AttentionLine(kind, level, token.Name, text, detail, way, verb) { Targets = [token.Id] });
    }
}
