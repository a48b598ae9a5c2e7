using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Secrets;

/// <summary>
/// What adding, changing and deleting a secret is, once it is allowed: checks, seals and stores all environments of one save with
/// its audit line, for people and for programs alike.
/// </summary>
internal sealed class SecretChanges(ProjectKeys keys, Fingerprints fingerprints, EnvironmentChanges changes, TimeProvider time)
{
    /// <summary>Adds a secret with a value in at least one environment. Audited as <c>secret.added</c> with the environments.</summary>
    /// <exception cref="AccessDeniedException">The caller may not change one of the environments.</exception>
    public async Task<SaveOutcome> AddAsync(Deed deed, SecretDraft draft, CancellationToken cancellationToken)
    {
        var columns = await SecretList.ColumnsAsync(deed, cancellationToken);
        var values = ValuesByColumn(deed, draft, columns);
        var problems = Problems(draft);
        if (SecretKey.Problem(draft.Key, deed.Project.AllowLowerCaseKeys) is { } problem)
        {
            problems.Insert(0, new FormMessage("key", problem));
        }
        if (values.Count == 0 && !problems.Any(message => message.Field.StartsWith("value", StringComparison.Ordinal)))
        {
            problems.Add(ValueMissing(draft, columns));
        }
        if (problems.Count > 0)
        {
            return SaveOutcome.Invalid(problems);
        }
        if (await FindAsync(deed, draft.Key, cancellationToken) is { } existing)
        {
            return SaveOutcome.Exists(existing.Revision);
        }
        var now = time.GetUtcNow().UtcDateTime;
        var secret = new Secret
        {
            Id = Guid.CreateVersion7(),
            ProjectId = deed.Project.Id,
            Key = draft.Key,
            FoldedKey = SecretKey.Fold(draft.Key),
            Description = draft.Description?.Trim() ?? "",
            Type = draft.Type ?? SecretTypes.Guess(draft.Key, values.First().Value.ReadOnlySpan),
            CreatedAt = now,
            CreatedBy = deed.ActorId,
            UpdatedAt = now,
            UpdatedBy = deed.ActorId,
            Revision = 1,
            SameEverywhere = values.Count == columns.Count && draft.SameEverywhere,
        };
        deed.Db.Add(secret);
        var writer = new ValueWriter(deed, await keys.SealOfAsync(deed.Db, deed.Project.Id, cancellationToken), fingerprints, now);
        foreach (var (column, value) in values)
        {
            writer.Add(secret, column.Id, 1, value.ReadOnlySpan);
        }
        await DeliverAnewAsync(deed, [.. values.Keys.Select(column => column.Id)], cancellationToken);
        deed.Record(new AuditLine(AuditAction.SecretAdded) { TargetId = secret.Id, TargetName = secret.Key, Environments = [.. values.Keys.Select(column => column.Slug)] });
        return SaveOutcome.Saved($"{secret.Key} created");
    }

    /// <summary>
    /// Changes what differs: a value whose fingerprint is the current one's is no change, a blank one keeps the current.
    /// Audited as <c>secret.changed</c> with the environments and parts.
    /// </summary>
    /// <exception cref="AccessDeniedException">Unknown key, or the caller may not change one of the environments.</exception>
    public async Task<SaveOutcome> ChangeAsync(Deed deed, SecretDraft draft, CancellationToken cancellationToken)
    {
        var columns = await SecretList.ColumnsAsync(deed, cancellationToken);
        var secret = await FindAsync(deed, draft.Key, cancellationToken) ?? throw deed.Missing();
        var values = ValuesByColumn(deed, draft, columns);
        var problems = Problems(draft);
        if (problems.Count > 0)
        {
            return SaveOutcome.Invalid(problems);
        }
        if (draft.Revision is { } revision && revision != secret.Revision)
        {
            var by = await deed.Db.Users.Where(user => user.Id == secret.UpdatedBy).Select(user => user.Name).SingleOrDefaultAsync(cancellationToken);
            return SaveOutcome.Changed(by ?? "somebody", secret.UpdatedAt, secret.Revision);
        }
        var now = time.GetUtcNow().UtcDateTime;
        var writer = new ValueWriter(deed, await keys.SealOfAsync(deed.Db, deed.Project.Id, cancellationToken), fingerprints, now);
        var touched = await writer.ChangeAsync(secret, columns, values, Removed(deed, draft, columns), cancellationToken);
        if (touched is null)
        {
            return SaveOutcome.Invalid([new FormMessage("", "One environment at least needs a value. To take all of them away, delete the secret.")]);
        }
        var parts = new List<string>();
        if (draft.Description is { } description && description.Trim() != secret.Description)
        {
            secret.Description = description.Trim();
            parts.Add("description");
        }
        var type = draft.Type ?? (draft.Detect && values.Count > 0 ? SecretTypes.Guess(secret.Key, values.First().Value.ReadOnlySpan) : secret.Type);
        if (type != secret.Type)
        {
            secret.Type = type;
            parts.Add("type");
        }
        if (touched.Count == 0 && parts.Count == 0)
        {
            return SaveOutcome.Unchanged;
        }
        secret.SameEverywhere = touched.Count == 0 ? secret.SameEverywhere : draft.SameEverywhere && values.Count == columns.Count;
        (secret.Revision, secret.UpdatedAt, secret.UpdatedBy) = (secret.Revision + 1, now, deed.ActorId);
        await DeliverAnewAsync(deed, [.. columns.Where(column => touched.Contains(column.Slug)).Select(column => column.Id)], cancellationToken);
        deed.Record(new AuditLine(AuditAction.SecretChanged)
        {
            TargetId = secret.Id,
            TargetName = secret.Key,
            Environments = touched,
            Reason = parts.Count == 0 ? null : string.Join(",", parts),
        });
        return SaveOutcome.Saved($"{secret.Key} updated");
    }

    /// <summary>Deletes a secret with every version of every value. Audited as <c>secret.deleted</c>.</summary>
    /// <exception cref="AccessDeniedException">Unknown key, or a protected environment has a value.</exception>
    public async Task DeleteAsync(Deed deed, string key, CancellationToken cancellationToken)
    {
        var secret = await FindAsync(deed, key, cancellationToken) ?? throw deed.Missing();
        var environments = await deed.Db.Environments.Where(row => deed.Db.SecretValues
            .Any(value => value.SecretId == secret.Id && value.EnvironmentId == row.Id && value.IsCurrent)).OrderBy(row => row.Position).ToListAsync(cancellationToken);
        if (environments.Any(row => row.Protected))
        {
            deed.Require(Permission.ChangeProtected);
        }
        deed.Db.Remove(secret);
        deed.Record(new AuditLine(AuditAction.SecretDeleted) { TargetId = secret.Id, TargetName = secret.Key, Environments = [.. environments.Select(row => row.Slug)] });
        await DeliverAnewAsync(deed, [.. environments.Select(row => row.Id)], cancellationToken);
    }

    /// <summary>Programs of these environments would receive something else from now on.</summary>
    private async Task DeliverAnewAsync(Deed deed, List<Guid> environments, CancellationToken cancellationToken)
    {
        await deed.Db.Environments.Where(row => environments.Contains(row.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Revision, row => row.Revision + 1), cancellationToken);
        deed.Afterwards(() => changes.Tell(environments));
    }

    /// <summary>The project's secret with this key, whatever its case; null: there is none.</summary>
    internal static Task<Secret?> FindAsync(Deed deed, string key, CancellationToken cancellationToken)
    {
        var folded = SecretKey.Fold(key);
        return deed.Db.Secrets.SingleOrDefaultAsync(row => row.ProjectId == deed.Project.Id && row.FoldedKey == folded, cancellationToken);
    }

    /// <summary>The values by environment. One for all leaves protected environments out; naming one of them is refused.</summary>
    private static Dictionary<SecretColumn, Plaintext> ValuesByColumn(Deed deed, SecretDraft draft, IReadOnlyList<SecretColumn> columns)
    {
        if (draft.SameEverywhere)
        {
            return draft.Value is null ? [] : columns.Where(column => !column.IsLocked).ToDictionary(column => column, _ => draft.Value);
        }
        return draft.Values.ToDictionary(each => Column(deed, columns, each.Key), each => each.Value);
    }

    private static HashSet<Guid> Removed(Deed deed, SecretDraft draft, IReadOnlyList<SecretColumn> columns) =>
        draft.SameEverywhere ? [] : draft.Remove.Select(slug => Column(deed, columns, slug).Id).ToHashSet();

    private static SecretColumn Column(Deed deed, IReadOnlyList<SecretColumn> columns, string slug)
    {
        var column = columns.SingleOrDefault(column => column.Slug == slug) ?? throw deed.Missing();
        if (column.IsLocked)
        {
            deed.Require(Permission.ChangeProtected);
        }
        return column;
    }

    private static List<FormMessage> Problems(SecretDraft draft)
    {
        var problems = draft.Problems.ToList();
        if (SecretRules.Description(draft.Description) is { } problem)
        {
            problems.Add(new FormMessage("description", problem));
        }
        return problems;
    }

    private static FormMessage ValueMissing(SecretDraft draft, IReadOnlyList<SecretColumn> columns) =>
        columns.FirstOrDefault(column => !column.IsLocked) is { } first
            ? new FormMessage(draft.SameEverywhere ? "value" : $"value:{first.Slug}", "Secret value is required")
            : new FormMessage("", "Every environment of this project is protected: only its managers set values");
}
