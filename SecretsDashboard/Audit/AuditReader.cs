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

    // entries that are read for a page: what happened again and again takes many of them
    private const int Most = 300;

    /// <summary>One page of entries.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="project">The project as <see cref="ProjectAddress"/> names it; null: the instance.</param>
    /// <param name="query">Which entries.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AccessDeniedException">Unknown project, or the caller may not read its log.</exception>
    public Task<AuditSlice> ReadAsync(Caller caller, string? project, AuditQuery query, CancellationToken cancellationToken) =>
        ReadAsync(caller, project, async (deed, names) =>
        {
            var matching = await FilterAsync(deed, project, query, names, cancellationToken);
            var rows = await RowsAsync(deed, matching, query, cancellationToken);
            var groups = AuditGroup.Of([.. rows.Take(Most)], AuditQuery.PageSize, names.Shown, out var taken);
            var more = taken < rows.Count;
            var total = await CountAsync(Scope(deed, project), cancellationToken);
            return new AuditSlice(await ItemsAsync(deed, groups, names, project is null, cancellationToken), query.After is null ? query.Before is not null : more, query.After is not null || more, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime))
            {
                Span = taken == 0 ? default : query.After is null ? (rows[0].Seq, rows[taken - 1].Seq) : (rows[taken - 1].Seq, rows[0].Seq),
                // a search for a text reads every name: not twice, where all that was found is here
                Matching = !query.IsFiltered ? total : query is { Before: null, After: null } && rows.Count <= Most ? rows.Count : await CountAsync(matching, cancellationToken),
                Total = total,
            };
        }, cancellationToken);

    /// <summary>How many entries that match are newer than this one: what an open page does not show yet.</summary>
    /// <inheritdoc cref="ReadAsync(Caller, string, AuditQuery, CancellationToken)" path="/param|/exception"/>
    public Task<int> CountNewAsync(Caller caller, string? project, AuditQuery query, long newest, CancellationToken cancellationToken) =>
        ReadAsync(caller, project, async (deed, names) =>
            await CountAsync((await FilterAsync(deed, project, query, names, cancellationToken)).Where(entry => entry.Seq > newest), cancellationToken), cancellationToken);

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
                var found = await Newest(await FilterAsync(deed, project, query, names, cancellationToken), piece, Chunk).ToListAsync(cancellationToken);
                return found.ConvertAll(row => (Row: row, Shown: names.Shown(row)));
            }, cancellationToken);
            yield return rows;
            before = rows.Count == 0 ? 0 : rows[^1].Row.Seq;
        }
        while (rows.Count == Chunk);
    }

    // their numbers first: where they have to be sorted, that is done without their bodies
    private static async Task<List<AuditEntry>> RowsAsync(Deed deed, IQueryable<AuditEntry> matching, AuditQuery query, CancellationToken cancellationToken)
    {
        var wanted = query.After is { } after ? matching.Where(entry => entry.Seq > after).OrderBy(entry => entry.Seq).Take(Most + 1) : Newest(matching, query.Before, Most + 1);
        var seqs = await wanted.Select(entry => entry.Seq).ToListAsync(cancellationToken);
        var rows = deed.Db.Audit.AsNoTracking().Where(entry => EF.Parameter(seqs).Contains(entry.Seq));
        return await (query.After is null ? rows.OrderByDescending(entry => entry.Seq) : rows.OrderBy(entry => entry.Seq)).ToListAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<AuditListItem>> ItemsAsync(Deed deed, List<AuditGroup> groups, VisibleNames names, bool withProject, CancellationToken cancellationToken)
    {
        var labels = await PersonLabels.ReadAsync(deed.Db, cancellationToken);
        var entries = groups.Select(group => group.Entry).OfType<AuditRecord>().ToList();
        foreach (var actor in entries.Select(entry => entry.Actor))
        {
            // somebody who was removed since, or had another name
            if (actor is { Kind: AuditActor.PersonKind, Id: { } id, Name: { } name })
            {
                labels.Note(id, name);
            }
        }
        var tokens = await names.EndedTokensAsync(deed.Db, entries, cancellationToken);
        var places = await AuditPlaces.ReadAsync(deed.Db, entries, names.Knows, cancellationToken);
        return groups.ConvertAll(group => AuditListItem.Of(group, labels, tokens, places, withProject));
    }

    private static Task<int> CountAsync(IQueryable<AuditEntry> entries, CancellationToken cancellationToken) =>
        entries.Select(entry => entry.Seq).Take(AuditSlice.MostCounted + 1).CountAsync(cancellationToken);

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

    private Task<IQueryable<AuditEntry>> FilterAsync(Deed deed, string? project, AuditQuery query, VisibleNames names, CancellationToken cancellationToken) =>
        AuditFilter.ApplyAsync(deed.Db, Scope(deed, project), query, names, time.GetUtcNow().UtcDateTime, cancellationToken);
}
