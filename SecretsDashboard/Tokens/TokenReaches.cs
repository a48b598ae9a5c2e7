using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Tokens;

/// <summary>Counts what tokens of a project's environments would receive, as deliveries do: the own secrets, and the shared ones that none of them covers.</summary>
internal static class TokenReaches
{
    public static async Task<IReadOnlyList<TokenReach>> ReadAsync(AppDbContext db, Guid project, CancellationToken cancellationToken)
    {
        var environments = await db.Environments.AsNoTracking().Where(row => row.ProjectId == project).OrderBy(row => row.Position).Select(row => new { row.Id, row.Slug }).ToListAsync(cancellationToken);
        var set = db.SecretValues.Where(value => value.IsCurrent).Join(db.Secrets, value => value.SecretId, secret => secret.Id, (value, secret) => new { value.EnvironmentId, secret.Key, secret.FoldedKey });
        var reaches = new List<TokenReach>();
        foreach (var environment in environments)
        {
            var own = set.Where(each => each.EnvironmentId == environment.Id);
            var beneath = await SharedReach.BeneathAsync(db, environment.Id, cancellationToken);
            var shared = set.Where(each => beneath != null && each.EnvironmentId == beneath.SharedId && !own.Any(mine => mine.FoldedKey == each.FoldedKey));
            reaches.Add(new TokenReach(environment.Slug, await own.CountAsync(cancellationToken), beneath is null ? 0 : await shared.CountAsync(cancellationToken),
                await own.MinAsync(each => each.Key, cancellationToken) ?? (beneath is null ? null : await shared.MinAsync(each => each.Key, cancellationToken))));
        }
        return reaches;
    }
}
