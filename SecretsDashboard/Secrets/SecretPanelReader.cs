using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>Reads what the panel of a secret shows. Of sealed bytes only the ends leave the database, where a project chose to show them.</summary>
internal sealed class SecretPanelReader(AccessGuard guard, SecretRows rowsOf)
{
    // a log has millions of lines: what is older is on the page of the log
    private const long LinesLookedAt = 20_000;

    /// <summary>The secret with this key, whatever its case; null: the project has none.</summary>
    /// <exception cref="AccessDeniedException">Unknown project, or the caller is no member.</exception>
    public Task<SecretDetails?> ReadAsync(Caller caller, string project, string key, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, Permission.SeeProject, project, async deed =>
        {
            if (await SecretDeletion.FindAsync(deed, key, cancellationToken) is not { } secret)
            {
                return null;
            }
            var columns = await SecretList.ColumnsAsync(deed, cancellationToken);
            var item = (await rowsOf.ReadAsync(deed, columns, [secret], withEnds: true, cancellationToken))[0];
            var rows = await deed.Db.SecretValues.AsNoTracking().Where(value => value.SecretId == secret.Id)
                .OrderByDescending(value => value.CreatedAt).ThenByDescending(value => value.Version)
                .Select(value => new { value.EnvironmentId, value.Version, value.CreatedAt, value.CreatedBy, value.IsCurrent }).ToListAsync(cancellationToken);
            var names = await ActorNames.ReadAsync(deed.Db, rows.Select(row => row.CreatedBy), cancellationToken);
            var received = await SecretUsage.ByEnvironmentAsync(deed, secret.Id, cancellationToken);
            var versions = rows.ConvertAll(row => (row.EnvironmentId, Version: new SecretVersion(
                columns.FirstOrDefault(column => column.Id == row.EnvironmentId)?.Name ?? "", row.Version, row.CreatedAt, names.Of(row.CreatedBy), row.IsCurrent)));
            return new SecretDetails(item,
                [.. columns.Zip(item.Cells, (column, cell) => new SecretPlace(column, cell, versions.Find(each => each.EnvironmentId == column.Id && each.Version.IsCurrent).Version, [.. received[column.Id]]))],
                [.. versions.Select(each => each.Version).Take(SecretDetails.MostVersions)],
                await SecretUsage.EverAsync(deed, secret.Id, cancellationToken),
                deed.May(Permission.ReadAudit) ? await EventsAsync(deed, secret, cancellationToken) : null);
        }, cancellationToken);

    private static async Task<IReadOnlyList<SecretEvent>> EventsAsync(Deed deed, Secret secret, CancellationToken cancellationToken)
    {
        var newest = await deed.Db.Audit.MaxAsync(entry => (long?)entry.Seq, cancellationToken) ?? 0;
        var rows = await deed.Db.Audit.AsNoTracking()
            .Where(entry => entry.ProjectId == deed.Project.Id && entry.Seq > newest - LinesLookedAt && entry.TargetId == secret.Id)
            .OrderByDescending(entry => entry.Seq).Take(SecretDetails.MostEvents).ToListAsync(cancellationToken);
        var labels = await PersonLabels.ReadAsync(deed.Db, cancellationToken);
        var entries = rows.Select(row => (row.Seq, Body: AuditBody.Read(row.Body)!)).Where(row => row.Body is not null).ToList();
        var names = await AuditPlaces.ReadAsync(deed.Db, entries.ConvertAll(row => row.Body), id => id == deed.Project.Id, cancellationToken);
        return entries.ConvertAll(row => new SecretEvent(
            row.Seq, row.Body.Time, Who(row.Body.Actor, labels), string.Concat(AuditSentence.Of(row.Body, row.Body.Line.TargetName, withProject: false, names).Select(part => part.Text))));
    }

    private static string Who(AuditActor actor, PersonLabels labels) =>
        actor is { Kind: AuditActor.TokenKind, Name: { Length: > 0 } name } ? $"token {name}" : AuditSentence.WhoOf(actor, labels);
}
