using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>
/// Which tokens received a secret. A token that receives its whole environment received what had a value there by then; what was
/// asked for alone, or has lost its value since, is noted by itself.
/// </summary>
internal sealed class SecretUsage(AccessGuard guard, TimeProvider time)
{
    public const int Days = 30;

    /// <summary>The tokens that received the secret in the last <see cref="Days"/> days, the latest first.</summary>
    /// <exception cref="AccessDeniedException">Unknown project or secret, or the caller is no member.</exception>
    public Task<IReadOnlyList<SecretReceiver>> ListAsync(Caller caller, string project, string key, CancellationToken cancellationToken) =>
        guard.ReadAsync<IReadOnlyList<SecretReceiver>>(caller, Permission.SeeProject, project, async deed =>
        {
            var db = deed.Db;
            var since = time.GetUtcNow().UtcDateTime.AddDays(-Days);
            var secret = await SecretChanges.FindAsync(deed, key, cancellationToken) ?? throw deed.Missing();
            var withAll = db.ServiceTokens
                .Where(token => token.LastDeliveredAt >= since && db.SecretValues.Any(value =>
                    value.SecretId == secret.Id && value.IsCurrent && value.EnvironmentId == token.EnvironmentId && token.LastDeliveredAt >= value.PresentSince))
                .Select(token => new { token.Id, token.Name, At = token.LastDeliveredAt!.Value });
            var alone = db.SecretDeliveries.Where(delivery => delivery.SecretId == secret.Id && delivery.LastAt >= since)
                .Join(db.ServiceTokens, delivery => delivery.TokenId, token => token.Id, (delivery, token) => new { token.Id, token.Name, At = delivery.LastAt });
            var rows = await withAll.Concat(alone).ToListAsync(cancellationToken);
            return [.. rows.GroupBy(row => row.Id).Select(group => new SecretReceiver(group.First().Name, group.Max(row => row.At))).OrderByDescending(receiver => receiver.At)];
        }, cancellationToken);

    /// <summary>The last receiver of each of these current values' secrets; those that nobody received are missing.</summary>
    internal static async Task<Dictionary<Guid, SecretReceiver>> LastAsync(Deed deed, IReadOnlyList<Guid> secrets, IEnumerable<SecretValue> current, CancellationToken cancellationToken)
    {
        var tokens = await deed.Db.ServiceTokens.AsNoTracking().Where(token => token.ProjectId == deed.Project.Id && token.LastDeliveredAt != null)
            .Select(token => new { token.EnvironmentId, Receiver = new SecretReceiver(token.Name, token.LastDeliveredAt!.Value) }).ToListAsync(cancellationToken);
        var newest = tokens.GroupBy(token => token.EnvironmentId).ToDictionary(group => group.Key, group => group.MaxBy(token => token.Receiver.At)!.Receiver);
        var withAll = current.Where(value => newest.TryGetValue(value.EnvironmentId, out var receiver) && receiver.At >= value.PresentSince)
            .Select(value => (value.SecretId, Receiver: newest[value.EnvironmentId]));
        var alone = await deed.Db.SecretDeliveries.AsNoTracking().Where(delivery => secrets.Contains(delivery.SecretId))
            .Join(deed.Db.ServiceTokens, delivery => delivery.TokenId, token => token.Id, (delivery, token) => new { delivery.SecretId, Receiver = new SecretReceiver(token.Name, delivery.LastAt) })
            .ToListAsync(cancellationToken);
        return withAll.Concat(alone.Select(row => (row.SecretId, row.Receiver))).GroupBy(row => row.SecretId)
            .ToDictionary(group => group.Key, group => group.MaxBy(row => row.Receiver.At).Receiver);
    }

    /// <summary>Those that no token ever received.</summary>
    internal static IQueryable<Secret> NeverDelivered(AppDbContext db, IQueryable<Secret> secrets) => secrets.Where(secret =>
        !db.SecretDeliveries.Any(delivery => delivery.SecretId == secret.Id)
        && !db.SecretValues.Any(value => value.SecretId == secret.Id && value.IsCurrent
            && db.ServiceTokens.Any(token => token.EnvironmentId == value.EnvironmentId && token.LastDeliveredAt >= value.PresentSince)));
}
