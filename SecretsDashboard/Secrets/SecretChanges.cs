using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Secrets;

/// <summary>
/// What adding and changing a secret is, once it is allowed: checks, seals and stores all environments of one save with its audit line, for
/// people and for programs alike.
/// </summary>
internal sealed class SecretChanges(ProjectKeys keys, ValueChecks checks, EnvironmentChanges changes, IntegrityAlarm alarm, TimeProvider time)
{
    /// <summary>Adds a secret with a value in at least one environment. Audited as <c>secret.added</c> with the environments.</summary>
    /// <exception cref="AccessDeniedException">The caller may not change one of the environments.</exception>
    public Task<SaveOutcome> AddAsync(Deed deed, SecretDraft draft, CancellationToken cancellationToken) =>
        SaveAsync(deed, draft, (known, writer) => Task.FromResult(AddOne(deed, known, writer, draft)), cancellationToken);

    /// <summary>
    /// Changes what differs: a value that is found to be the current one (see <see cref="ValueChecks"/>) is no change, a blank one keeps the
    /// current. Audited as <c>secret.changed</c> with the environments and parts.
    /// </summary>
    /// <exception cref="AccessDeniedException">Unknown key, or the caller may not change one of the environments.</exception>
    public Task<SaveOutcome> ChangeAsync(Deed deed, SecretDraft draft, CancellationToken cancellationToken) =>
        SaveAsync(deed, draft, (known, writer) => ChangeOneAsync(deed, known, writer, draft, isCompared: false, cancellationToken), cancellationToken);

    /// <summary>
    /// Adds and changes as <see cref="AddAsync"/> and <see cref="ChangeAsync"/> do, all in one save, of what was compared before: a line of
    /// the audit log for each, one new revision for each environment. Each draft is disposed as soon as it is sealed.
    /// </summary>
    /// <exception cref="AccessDeniedException">The caller may not change one of the environments.</exception>
    /// <exception cref="InvalidOperationException">One of them is not as the rules want it, or changes nothing: the deed ends, nothing is stored.</exception>
    public async Task SaveAllAsync(Deed deed, KnownSecrets known, IEnumerable<SecretDraft> drafts, CancellationToken cancellationToken)
    {
        var writer = await WriterAsync(deed, known, cancellationToken);
        foreach (var draft in drafts)
        {
            using (draft)
            {
                var outcome = known.Find(draft.Key) is null ? AddOne(deed, known, writer, draft) : await ChangeOneAsync(deed, known, writer, draft, isCompared: true, cancellationToken);
                if (!outcome.IsSaved)
                {
                    throw new InvalidOperationException($"A draft that was to be stored is {outcome.Outcome}.");
                }
            }
        }
        await DeliverAnewAsync(deed, writer, cancellationToken);
    }

    private async Task<SaveOutcome> SaveAsync(Deed deed, SecretDraft draft, Func<KnownSecrets, ValueWriter, Task<SaveOutcome>> save, CancellationToken cancellationToken)
    {
        var known = await KnownSecrets.ReadAsync(deed, [draft.Key], cancellationToken);
        var writer = await WriterAsync(deed, known, cancellationToken);
        var outcome = await save(known, writer);
        if (outcome.IsSaved)
        {
            await DeliverAnewAsync(deed, writer, cancellationToken);
        }
        return outcome;
    }

    private async Task DeliverAnewAsync(Deed deed, ValueWriter writer, CancellationToken cancellationToken)
    {
        await SharedCover.BeginAsync(deed, writer.Begun, writer.Touched, cancellationToken);
        await UnneededValue.ForgetAsync(deed.Db, writer.Filled, cancellationToken);
        await changes.DeliverAnewAsync(deed, writer.Touched, cancellationToken);
    }

    private async Task<ValueWriter> WriterAsync(Deed deed, KnownSecrets known, CancellationToken cancellationToken) =>
        new(deed, known, await keys.SealToWriteAsync(deed, alarm, cancellationToken), time.GetUtcNow().UtcDateTime);

    private static SaveOutcome AddOne(Deed deed, KnownSecrets known, ValueWriter writer, SecretDraft draft)
    {
        var values = ValuesByColumn(known, draft);
        var problems = Problems(draft);
        if (SecretKey.Problem(draft.Key, deed.Project.AllowLowerCaseKeys) is { } problem)
        {
            problems.Insert(0, new FormMessage("key", problem));
        }
        if (values.Count == 0 && !problems.Any(message => message.Field.StartsWith("value", StringComparison.Ordinal)))
        {
            problems.Add(ValueMissing(draft, known.Columns));
        }
        if (problems.Count > 0)
        {
            return SaveOutcome.Invalid(problems);
        }
        if (known.Find(draft.Key) is { } existing)
        {
            return SaveOutcome.Exists(existing.Revision);
        }
        var secret = new Secret
        {
            Id = Guid.CreateVersion7(),
            ProjectId = deed.Project.Id,
            Key = draft.Key,
            FoldedKey = SecretKey.Fold(draft.Key),
            Description = draft.Description?.Trim() ?? "",
            Type = draft.Type ?? SecretTypes.Guess(draft.Key, values.First().Value.ReadOnlySpan),
            CreatedAt = writer.Now,
            CreatedBy = deed.ActorId,
            UpdatedAt = writer.Now,
            UpdatedBy = deed.ActorId,
            Revision = 1,
            SameEverywhere = values.Count == known.Columns.Count && draft.SameEverywhere,
        };
        deed.Db.Add(secret);
        foreach (var (column, value) in values)
        {
            writer.Add(secret, column, value.ReadOnlySpan);
        }
        deed.Record(new AuditLine(AuditAction.SecretAdded) { TargetId = secret.Id, TargetName = secret.Key, Environments = [.. values.Keys.Select(column => column.Slug)] });
        return SaveOutcome.Saved($"{secret.Key} created");
    }

    private async Task<SaveOutcome> ChangeOneAsync(Deed deed, KnownSecrets known, ValueWriter writer, SecretDraft draft, bool isCompared, CancellationToken cancellationToken)
    {
        var secret = known.Find(draft.Key) ?? throw deed.Missing();
        if (draft.Secret is { } shown && shown != secret.Id)
        {
            throw deed.Missing($"{secret.Key} was deleted and added anew since this form was opened. Nothing was stored. Copy what you typed and reload the page.");
        }
        var values = ValuesByColumn(known, draft);
        var problems = Problems(draft);
        if (draft is { SameEverywhere: true, Value: not null } && values.Count == 0)
        {
            problems.Add(ValueMissing(draft, known.Columns));
        }
        if (problems.Count > 0)
        {
            return SaveOutcome.Invalid(problems);
        }
        if (draft.Revision is { } revision && revision != secret.Revision)
        {
            return SaveOutcome.Changed(await SecretDeletion.UpdatedByAsync(deed, secret, cancellationToken), secret.UpdatedAt, secret.Revision);
        }
        if (!isCompared)
        {
            await checks.CheckAsync(deed, known, values.Select(each => (secret, each.Key, new ValueComparison.Given(() => each.Value.ReadOnlySpan))), isImport: false, cancellationToken);
        }
        var touched = await writer.ChangeAsync(secret, values, Removed(known, draft), cancellationToken);
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
        secret.SameEverywhere = touched.Count == 0 ? secret.SameEverywhere : draft.SameEverywhere && values.Count == known.Columns.Count;
        (secret.Revision, secret.UpdatedAt, secret.UpdatedBy) = (secret.Revision + 1, writer.Now, deed.ActorId);
        deed.Record(new AuditLine(AuditAction.SecretChanged)
        {
            TargetId = secret.Id,
            TargetName = secret.Key,
            Environments = touched,
            Reason = parts.Count == 0 ? null : string.Join(",", parts),
        });
        return SaveOutcome.Saved($"{secret.Key} updated");
    }

    /// <summary>
    /// The values by environment. One for all goes to those the form showed as open and to no other, whatever was added, protected or allowed
    /// meanwhile; to all that the person may change where no form was shown. One that may not be changed is refused with the rest.
    /// </summary>
    private static Dictionary<SecretColumn, Plaintext> ValuesByColumn(KnownSecrets known, SecretDraft draft)
    {
        if (draft.SameEverywhere)
        {
            if (draft.Value is null)
            {
                return [];
            }
            var columns = draft.Open.Count > 0 ? draft.Open.Select(known.Column) : known.Columns.Where(column => !column.IsLocked);
            return columns.ToDictionary(column => column, _ => draft.Value);
        }
        return draft.Values.ToDictionary(each => known.Column(each.Key), each => each.Value);
    }

    private static HashSet<Guid> Removed(KnownSecrets known, SecretDraft draft) =>
        draft.SameEverywhere ? [] : draft.Remove.Select(slug => known.Column(slug).Id).ToHashSet();

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
