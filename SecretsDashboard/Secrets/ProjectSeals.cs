using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Secrets;

/// <summary>Brings a project's sealed data keys from the database to the <see cref="ProjectKeys"/> that open them.</summary>
internal static class ProjectSeals
{
    public static async Task<ProjectSeal> SealOfAsync(this ProjectKeys keys, AppDbContext db, Guid project, CancellationToken cancellationToken)
    {
        var rows = await db.DataKeys.AsNoTracking().Where(row => row.ProjectId == project).ToListAsync(cancellationToken);
        return keys.SealOf(project, rows.ToDictionary(row => row.Version, row => row.Sealed));
    }
}
