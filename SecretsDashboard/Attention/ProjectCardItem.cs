using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Attention;

/// <summary>A project with how complete it is.</summary>
/// <param name="Role">The person's role there; null: it follows from their role in the instance.</param>
/// <param name="LastChange">When a secret of it last changed, or it was made.</param>
public sealed record ProjectCardItem(string Name, string Address, ProjectRole? Role, int Secrets, IReadOnlyList<Completeness> Environments, DateTime LastChange)
{
    /// <summary>How many values are likely forgotten in it.</summary>
    public int Missing => Environments.Sum(environment => environment.Missing);

    /// <summary>Of these projects, in their order.</summary>
    internal static async Task<IReadOnlyList<ProjectCardItem>> ReadAsync(Deed deed, IReadOnlyList<OwnPlace> places, ILookup<Guid, Completeness> filled, CancellationToken cancellationToken)
    {
        var ids = places.Select(place => place.Id).ToList();
        var sums = await deed.Db.Secrets.Where(secret => ids.Contains(secret.ProjectId)).GroupBy(secret => secret.ProjectId)
            .Select(group => new { group.Key, Count = group.Count(), Last = group.Max(secret => secret.UpdatedAt) }).ToDictionaryAsync(group => group.Key, cancellationToken);
        return [.. places.Select(place => new ProjectCardItem(place.Name, place.Address, place.Role, sums.TryGetValue(place.Id, out var sum) ? sum.Count : 0, [.. filled[place.Id]], sum?.Last ?? place.CreatedAt))];
    }
}
