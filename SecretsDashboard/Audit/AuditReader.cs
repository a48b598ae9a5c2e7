using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Audit;

/// <summary>
/// Reads the audit log of a project for its managers, that of the instance for its admins. To an admin it names the targets of
/// their own projects only, other projects' in ids; of what people do with their personal secrets it shows nobody else anything. It shows the authenticated bodies, not the columns that find them.
/// </summary>
internal sealed class AuditReader(AccessGuard guard, TimeProvider time)
{
    private const int Chunk = 1000;

    /// <summary>One page of entries.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="project">The project as <see cref="ProjectAddress"/> names it; null: the instance.</param>
    /// <param name="query">Which entries.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AccessDeniedException">Unknown project, or the caller may not read its log.</exception>
    public Task<AuditSlice> ReadAsync(Caller caller, string? project, AuditQuery query, CancellationToken cancellationToken) =>
        ReadAsync(caller, project, async (deed, names) =>
        {
            var matching = Filter(Scope(deed, project), query, names);
            var rows = query.After is { } after
                ? await matching.Where(entry => entry.Seq > after).OrderBy(entry => entry.Seq).Take(AuditQuery.PageSize + 1).ToListAsync(cancellationToken)
                : await Newest(matching, query.Before, AuditQuery.PageSize + 1).ToListAsync(cancellationToken);
            var more = rows.Count > AuditQuery.PageSize;
            var labels = await PersonLabels.ReadAsync(deed.Db, cancellationToken);
            var entries = rows.Take(AuditQuery.PageSize).Select(row => (row.Seq, Shown: names.Shown(row))).OrderByDescending(entry => entry.Seq).ToList();
            foreach (var actor in entries.Select(entry => entry.Shown?.Actor))
            {
                // somebody who was removed since, or had another name
                if (actor is { Kind: AuditActor.PersonKind, Id: { } id, Name: { } name })
                {
                    labels.Note(id, name);
                }
            }
            var tokens = await names.EndedTokensAsync(deed.Db, entries.Select(entry => entry.Shown), cancellationToken);
            var items = entries.ConvertAll(entry => AuditListItem.Of(entry.Seq, entry.Shown, labels, tokens, project is null));
            var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
            return query.After is null ? new AuditSlice(items, query.Before is not null, more, today) : new AuditSlice(items, more, true, today);
        }, cancellationToken);

    /// <summary>Who stands in the log, by name; people first.</summary>
    /// <inheritdoc cref="ReadAsync(Caller, string, AuditQuery, CancellationToken)" path="/param|/exception"/>
    public Task<List<AuditActorItem>> ListActorsAsync(Caller caller, string? project, CancellationToken cancellationToken) =>
        ReadAsync(caller, project, async (deed, names) =>
        {
            // of all projects at once: an index alone answers that, and this project's share of it is picked here
            var known = project is null ? OfInstance(deed.Db.Audit) : deed.Db.Audit;
            var groups = await known.Where(entry => entry.ActorId != null).GroupBy(entry => new { entry.ActorId, entry.ProjectId })
                .Select(group => new { group.Key.ActorId, group.Key.ProjectId, Last = group.Max(entry => entry.Seq) }).ToListAsync(cancellationToken);
            var last = groups.Where(group => project is null || group.ProjectId == deed.Project.Id).GroupBy(group => group.ActorId).Select(group => group.Max(each => each.Last)).ToList();
            var rows = await deed.Db.Audit.AsNoTracking().Where(entry => last.Contains(entry.Seq)).ToListAsync(cancellationToken);
            var labels = await PersonLabels.ReadAsync(deed.Db, cancellationToken);
            var actors = rows.Select(row => names.Shown(row)?.Actor).OfType<AuditActor>().Where(actor => actor is { Id: not null, Name.Length: > 0 }).ToList();
            actors.Where(actor => actor.Kind == AuditActor.PersonKind).ToList().ForEach(actor => labels.Note(actor.Id!.Value, actor.Name!));
            return actors.Select(actor => actor.Kind == AuditActor.TokenKind ? new AuditActorItem(actor.Id!.Value, actor.Name!, true)
                    : new AuditActorItem(actor.Id!.Value, labels.Of(actor.Id.Value, actor.Name!, actor.Email).Text, false))
                .OrderBy(actor => actor.IsToken).ThenBy(actor => actor.Name, StringComparer.OrdinalIgnoreCase).ToList();
        }, cancellationToken);

    /// <summary>Refuses whom the export would refuse: a page asks for proof before the browser leaves for the file.</summary>
    /// <inheritdoc cref="ExportAsync" path="/param|/exception"/>
    public Task<bool> AllowExportAsync(Caller caller, string? project, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, RightTo(project), project, deed =>
        {
            deed.RequireConfirmed();
            return Task.FromResult(true);
        }, cancellationToken);

    /// <summary>
    /// All entries that match, the newest first, in pieces. The right is asked for with each piece, so that an export ends where
    /// the right does. Audited as <c>audit.exported</c>; that line is not in it.
    /// </summary>
    /// <inheritdoc cref="ReadAsync(Caller, string, AuditQuery, CancellationToken)" path="/param|/exception"/>
    /// <exception cref="ConfirmationNeededException">The caller must confirm first.</exception>
    public async IAsyncEnumerable<IReadOnlyList<(AuditEntry Row, AuditRecord? Shown)>> ExportAsync(
        Caller caller, string? project, AuditQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var before = 1 + await guard.ChangeAsync(caller, RightTo(project), project, async deed =>
        {
            deed.RequireConfirmed();
            deed.Record(new AuditLine(AuditAction.AuditExported));
            return await deed.Db.Audit.MaxAsync(entry => entry.Seq, cancellationToken);
        }, cancellationToken);
        List<(AuditEntry Row, AuditRecord? Shown)> rows;
        do
        {
            var piece = before;
            rows = await ReadAsync(caller, project, async (deed, names) =>
            {
                var found = await Newest(Filter(Scope(deed, project), query, names), piece, Chunk).ToListAsync(cancellationToken);
                return found.ConvertAll(row => (Row: row, Shown: names.Shown(row)));
            }, cancellationToken);
            yield return rows;
            before = rows.Count == 0 ? 0 : rows[^1].Row.Seq;
        }
        while (rows.Count == Chunk);
    }

    private static Permission RightTo(string? project) => project is null ? Permission.ReadInstanceAudit : Permission.ReadAudit;

    private Task<T> ReadAsync<T>(Caller caller, string? project, Func<Deed, VisibleNames, Task<T>> work, CancellationToken cancellationToken) =>
        guard.ReadAsync(caller, RightTo(project), project, async deed => await work(deed, await VisibleNames.ReadAsync(deed, cancellationToken)), cancellationToken);

    private static IQueryable<AuditEntry> Scope(Deed deed, string? project)
    {
        var all = deed.Db.Audit.AsNoTracking();
        return project is null ? OfInstance(all) : all.Where(entry => entry.ProjectId == deed.Project.Id);
    }

    // not the reader's own either: what they export is shown around
    private static IQueryable<AuditEntry> OfInstance(IQueryable<AuditEntry> entries) => entries.Where(entry => entry.OwnerId == null);

    private static IQueryable<AuditEntry> Newest(IQueryable<AuditEntry> entries, long? before, int count) =>
        (before is { } seq ? entries.Where(entry => entry.Seq < seq) : entries).OrderByDescending(entry => entry.Seq).Take(count);

    private IQueryable<AuditEntry> Filter(IQueryable<AuditEntry> entries, AuditQuery query, VisibleNames names)
    {
        if (query.Actor is { } actor)
        {
            entries = entries.Where(entry => entry.ActorId == actor);
        }
        if (query.Action is { } action)
        {
            entries = entries.Where(entry => entry.Action == action);
        }
        if (query.Outcome is { } outcome)
        {
            entries = entries.Where(entry => entry.Outcome == outcome);
        }
        if (query.Secret is { } secret)
        {
            var pattern = LikePattern.Containing(UnicodeForm.Of(secret));
            entries = names.OfVisible(entries).Where(entry => EF.Functions.Like(entry.TargetName!, pattern, LikePattern.Escape));
        }
        var (since, until) = query.Moments(time.GetUtcNow().UtcDateTime);
        entries = since is null ? entries : entries.Where(entry => entry.Time >= since);
        return until is null ? entries : entries.Where(entry => entry.Time < until);
    }
}
