using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>
/// Reads what the table shows of single secrets. It selects that and nothing else: of sealed bytes only the ends leave
/// the database, where a project chose to show them.
/// </summary>
internal sealed class SecretRows(SecretEnds ends)
{
    /// <summary>These secrets as the table shows them.</summary>
    /// <param name="deed">The deed in their project.</param>
    /// <param name="columns">The environments of the project.</param>
    /// <param name="rows">The secrets.</param>
    /// <param name="withEnds">False: ends of values are not read, whatever the project chose.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<IReadOnlyList<SecretListItem>> ReadAsync(Deed deed, IReadOnlyList<SecretColumn> columns, List<Secret> rows, bool withEnds, CancellationToken cancellationToken)
    {
        var ids = rows.Select(row => row.Id).ToList();
        var names = await ActorNames.ReadAsync(deed.Db, rows.SelectMany(row => new[] { row.CreatedBy, row.UpdatedBy }), cancellationToken);
        var set = await deed.Db.SecretValues.AsNoTracking().Where(value => value.IsCurrent && ids.Contains(value.SecretId))
            .Select(value => new SecretValue { SecretId = value.SecretId, EnvironmentId = value.EnvironmentId, Version = value.Version, SealedMask = withEnds ? value.SealedMask : null, CreatedAt = value.CreatedAt })
            .ToListAsync(cancellationToken);
        var byId = rows.ToDictionary(row => row.Id);
        var endsOf = await ends.OpenerAsync(deed, columns, set.Any(value => value.SealedMask is not null), cancellationToken);
        var cells = set.ToDictionary(value => (value.SecretId, value.EnvironmentId), value => new SecretCell(true, Ends(value)) { SetAt = value.CreatedAt });
        var shared = await SharedReach.ReceivedAsync(deed, [.. rows.Where(row => columns.Any(column => !cells.ContainsKey((row.Id, column.Id)))).Select(row => row.FoldedKey)], cancellationToken);
        var unneeded = (await deed.Db.UnneededValues.AsNoTracking().Where(row => ids.Contains(row.SecretId)).Select(row => new { row.SecretId, row.EnvironmentId }).ToListAsync(cancellationToken))
            .Select(row => (row.SecretId, row.EnvironmentId)).ToHashSet();
        var empty = new SecretCell(false, null);
        var spared = new SecretCell(false, null) { IsNotNeeded = true };
        var received = new SecretCell(false, null) { IsShared = true };
        var receivers = await SecretUsage.LastAsync(deed, ids, cancellationToken);
        return rows.Select(row => new SecretListItem(row.Key, ShownText.Of(row.Description), row.Type, row.CreatedAt, names.Of(row.CreatedBy),
            row.UpdatedAt, names.Of(row.UpdatedBy), row.Revision, row.SameEverywhere, receivers.GetValueOrDefault(row.Id),
            columns.Select(column => cells.GetValueOrDefault((row.Id, column.Id), shared.Contains((row.FoldedKey, column.Id)) ? received : unneeded.Contains((row.Id, column.Id)) ? spared : empty)).ToList())
        { Id = row.Id, CreatedByEmail = names.EmailOf(row.CreatedBy), UpdatedByEmail = names.EmailOf(row.UpdatedBy) }).ToList();

        // of these two kinds all begin and end alike
        string? Ends(SecretValue value) => byId[value.SecretId] is { Type: not (SecretType.PrivateKey or SecretType.ConnectionString) } secret
            && endsOf(value, secret.Key) is { } text && !text.StartsWith("----", StringComparison.Ordinal) ? text : null;
    }
}
