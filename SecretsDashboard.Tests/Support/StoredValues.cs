using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;
using SecretsDashboard.Secrets;

namespace SecretsDashboard.Tests.Support;

/// <summary>Opens stored values with the product's own classes. The product itself has no way to show one.</summary>
internal static class StoredValues
{
    /// <summary>The current value of a key in one environment.</summary>
    public static async Task<byte[]> OpenAsync(IServiceProvider services, string project, string key, string environment) =>
        (await OpenAllAsync(services, project)).Single(each => each.Key == key && each.Environment == environment && each.IsCurrent).Value;

    /// <summary>Every version of every value of a project.</summary>
    public static async Task<IReadOnlyList<(string Key, string Environment, long Version, bool IsCurrent, byte[] Value)>> OpenAllAsync(IServiceProvider services, string project)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        var id = await db.Projects.Where(row => row.Slug == project).Select(row => row.Id).SingleAsync();
        var seal = await services.GetRequiredService<ProjectKeys>().SealOfAsync(db, id, CancellationToken.None);
        var rows = await db.SecretValues.Join(db.Secrets.Where(secret => secret.ProjectId == id), value => value.SecretId, secret => secret.Id, (value, secret) => new { value, secret.Key })
            .Join(db.Environments, pair => pair.value.EnvironmentId, environment => environment.Id, (pair, environment) => new { pair.value, pair.Key, environment.Slug }).ToListAsync();
        return [.. rows.Select(row =>
        {
            using var opened = seal.Open(row.value.EnvironmentId, row.value.SecretId, row.value.Version, row.Key, row.value.Sealed);
            return (row.Key, row.Slug, row.value.Version, row.value.IsCurrent, opened.ReadOnlySpan.ToArray());
        })];
    }
}
