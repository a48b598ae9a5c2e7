using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>
/// The organization's environment beneath another one: the one with the same slug. Programs receive what it has where their own
/// environment has nothing under that key, whatever its case.
/// </summary>
/// <param name="ProjectId">The organization's project.</param>
/// <param name="Id">The environment.</param>
internal sealed record SharedEnvironment(Guid ProjectId, Guid Id)
{
    /// <summary>What lies beneath this environment; null: nothing, or it is the organization's own.</summary>
    public static Task<SharedEnvironment?> BeneathAsync(AppDbContext db, Guid environment, CancellationToken cancellationToken) =>
        (from own in db.Environments.AsNoTracking()
         where own.Id == environment
         from shared in db.Environments
         where shared.Slug == own.Slug && shared.Id != own.Id
         join project in db.Projects on shared.ProjectId equals project.Id
         where project.Kind == ProjectKind.Organization
         select new SharedEnvironment(project.Id, shared.Id)).SingleOrDefaultAsync(cancellationToken);

    /// <summary>Both together in ordinal order of their keys: the own ones win.</summary>
    public static IReadOnlyList<T> Merge<T>(IReadOnlyList<T> own, IEnumerable<T> shared, Func<T, string> keyOf)
    {
        var taken = own.Select(each => SecretKey.Fold(keyOf(each))).ToHashSet(StringComparer.Ordinal);
        return [.. own.Concat(shared.Where(each => !taken.Contains(SecretKey.Fold(keyOf(each))))).OrderBy(keyOf, StringComparer.Ordinal)];
    }
}
