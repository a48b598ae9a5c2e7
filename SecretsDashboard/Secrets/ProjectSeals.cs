using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
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

    /// <summary>The same for code that is about to seal something in the deed's project.</summary>
    /// <exception cref="IntegrityFailedException">The newest data key does not open: nothing can be sealed.</exception>
    public static async Task<ProjectSeal> SealToWriteAsync(this ProjectKeys keys, Deed deed, IntegrityAlarm alarm, CancellationToken cancellationToken)
    {
        var seal = await keys.SealOfAsync(deed.Db, deed.Project.Id, cancellationToken);
        if (seal.CanSeal)
        {
            return seal;
        }
        alarm.Raise(deed.Actor, deed.Project.Id, $"the data key of project {deed.Project.Id}", deed.Placed(new AuditLine(AuditAction.IntegrityFailed)));
        throw new IntegrityFailedException("The data key of the project does not open, so nothing can be stored in it. Ask the server's operator to put a good copy of the database in its place.");
    }
}
