using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>
/// Which tokens received a secret: with its whole environment (<see cref="SecretReception"/>), or as noted by itself
/// (<see cref="SecretDelivery"/>). A token of a project the person is not in has no name, nor has one that somebody else
/// made for themselves; one that is gone keeps its name for those who saw it before.
/// </summary>
internal sealed class SecretUsage(AccessGuard guard, TimeProvider time)
{
    public const int Days = 30;

    /// <summary>The tokens that received the secret in the last <see cref="Days"/> days, and where a shared one lies beneath it.</summary>
    /// <exception cref="AccessDeniedException">Unknown project or secret, or the caller is no member.</exception>
    public Task<SecretUse> ListAsync(Caller caller, string project, string key, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, Permission.SeeProject, project, async deed =>
        {
            var since = time.GetUtcNow().UtcDateTime.AddDays(-Days);
            var secret = await SecretDeletion.FindAsync(deed, key, cancellationToken) ?? throw deed.Missing();
            var received = await ReceiversAsync(deed, [secret.Id], cancellationToken);
            return new SecretUse(
                [.. received.Where(each => each.Receiver.At >= since).GroupBy(each => each.Token)
                    .Select(group => group.MaxBy(each => each.Receiver.At).Receiver).OrderByDescending(receiver => receiver.At)],
                await SharedCover.BeneathAsync(deed, secret, cancellationToken));
        }, cancellationToken);

    /// <summary>The last receiver of each of these secrets; those without one are missing.</summary>
    internal static async Task<Dictionary<Guid, SecretReceiver>> LastAsync(Deed deed, IReadOnlyList<Guid> secrets, CancellationToken cancellationToken) =>
        (await ReceiversAsync(deed, secrets, cancellationToken)).GroupBy(each => each.Secret).ToDictionary(group => group.Key, group => group.MaxBy(each => each.Receiver.At).Receiver);

    /// <summary>Those that no token ever received.</summary>
    internal static IQueryable<Secret> NeverDelivered(Deed deed, IQueryable<Secret> secrets)
    {
        var received = SecretReception.Of(deed.Db, deed.Project);
        return secrets.Where(secret => !deed.Db.SecretDeliveries.Any(delivery => delivery.SecretId == secret.Id) && !received.Any(each => each.SecretId == secret.Id));
    }

    /// <summary>The same of secrets of several projects, each in a deed of its own.</summary>
    internal static IQueryable<Secret> NeverDelivered(IReadOnlyList<Deed> deeds, IQueryable<Secret> secrets)
    {
        foreach (var each in deeds.DistinctBy(deed => deed.Project.Kind == ProjectKind.Organization))
        {
            // what is the organization's reaches programs by another way
            var isShared = each.Project.Kind == ProjectKind.Organization;
            var received = SecretReception.Of(each.Db, each.Project);
            secrets = secrets.Where(secret => each.Db.Projects.Any(project => project.Id == secret.ProjectId && (project.Kind == ProjectKind.Organization) != isShared)
                || (!each.Db.SecretDeliveries.Any(delivery => delivery.SecretId == secret.Id) && !received.Any(one => one.SecretId == secret.Id)));
        }
        return secrets;
    }

    /// <summary>The tokens that received the secret with an environment that has a value now, by that environment, the latest first.</summary>
    internal static async Task<ILookup<Guid, SecretReceiver>> ByEnvironmentAsync(Deed deed, Guid secret, CancellationToken cancellationToken)
    {
        var received = await SecretReception.Of(deed.Db, deed.Project).Where(each => each.SecretId == secret)
            .GroupBy(each => new { each.EnvironmentId, each.TokenId }).Select(group => new { group.Key.EnvironmentId, group.Key.TokenId, At = group.Max(each => each.At) }).ToListAsync(cancellationToken);
        var names = await NamesAsync(deed, [.. received.Select(each => each.TokenId)], cancellationToken);
        return received.OrderByDescending(each => each.At).ToLookup(each => each.EnvironmentId, each => new SecretReceiver(names.GetValueOrDefault(each.TokenId, SecretReceiver.Removed), each.At));
    }

    /// <summary>Every token that received the secret, the latest first.</summary>
    internal static async Task<IReadOnlyList<SecretReceiver>> EverAsync(Deed deed, Guid secret, CancellationToken cancellationToken) =>
        [.. (await ReceiversAsync(deed, [secret], cancellationToken)).GroupBy(each => each.Token).Select(group => group.MaxBy(each => each.Receiver.At).Receiver).OrderByDescending(receiver => receiver.At)];

    private static async Task<IEnumerable<(Guid Secret, Guid Token, SecretReceiver Receiver)>> ReceiversAsync(Deed deed, IReadOnlyList<Guid> secrets, CancellationToken cancellationToken)
    {
        var db = deed.Db;
        // of many values and many tokens: the latest of each pair
        var withAll = await SecretReception.Of(db, deed.Project).Where(each => secrets.Contains(each.SecretId))
            .GroupBy(each => new { each.SecretId, each.TokenId }).Select(group => new { group.Key.SecretId, group.Key.TokenId, At = group.Max(each => each.At) }).ToListAsync(cancellationToken);
        var alone = await db.SecretDeliveries.Where(delivery => secrets.Contains(delivery.SecretId))
            .Select(delivery => new { delivery.SecretId, delivery.TokenId, At = delivery.LastAt }).ToListAsync(cancellationToken);
        var received = withAll.Concat(alone).ToList();
        var names = await NamesAsync(deed, [.. received.Select(each => each.TokenId)], cancellationToken);
        return received.Select(each => (each.SecretId, each.TokenId, new SecretReceiver(names.GetValueOrDefault(each.TokenId, SecretReceiver.Removed), each.At)));
    }

    private static Task<Dictionary<Guid, string?>> NamesAsync(Deed deed, HashSet<Guid> tokens, CancellationToken cancellationToken)
    {
        var db = deed.Db;
        var own = OwnProjects.Of(db, deed.ActorId);
        return db.ServiceTokens.Where(token => EF.Parameter(tokens).Contains(token.Id)).Select(token => new { token.Id, token.ProjectId, token.Name })
            .Concat(db.FormerActors.Where(token => EF.Parameter(tokens).Contains(token.Id)).Select(token => new { token.Id, ProjectId = token.ProjectId!.Value, Name = token.Name + " (removed)" }))
            .Select(token => new
            {
                token.Id,
                Name = own.Any(project => project.Id == token.ProjectId) ? token.Name : null,
                IsPersonal = db.Projects.Any(project => project.Id == token.ProjectId && project.Kind == ProjectKind.Personal),
            }).ToDictionaryAsync(token => token.Id, token => token.Name ?? (token.IsPersonal ? SecretReceiver.Personal : null), cancellationToken);
    }
}
