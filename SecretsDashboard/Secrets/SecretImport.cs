using SecretsDashboard.Access;
using SecretsDashboard.Cli;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Secrets;

/// <summary>
/// What importing a .env file is, once it is allowed: each name is new, changed, unchanged or refused, and one plan says which to
/// the preview and to the import. A file that breaks the grammar is refused whole.
/// </summary>
internal sealed class SecretImport(SecretChanges changes, ValueComparison comparison)
{
    /// <summary>The longest file, in bytes.</summary>
    public const int Longest = 1024 * 1024;

    /// <summary>The most names that are stored in one save: every other save waits meanwhile.</summary>
    public const int MostNames = 5_000;

    /// <summary>The name of the field with the file's text.</summary>
    public const string Field = "text";

    /// <summary>Why the file is refused whatever the project holds: asked before the database and outside the write gate. Null: it is not.</summary>
    public static SaveOutcome? Refusal(DotEnv file) =>
        file.Refused is { } refusal ? Refused($"Line {refusal.Line:N0}: {refusal.Rule}. Nothing of the file is imported.")
        : file.Entries.Count == 0 ? Refused("There is no line NAME=value in it")
        : null;

    /// <summary>What an import would do now. Nothing is stored and nothing recorded.</summary>
    /// <exception cref="AccessDeniedException">An environment is unknown, or the caller may not change it.</exception>
    public async Task<SaveOutcome> PreviewAsync(Deed deed, DotEnv file, IReadOnlyCollection<string> environments, CancellationToken cancellationToken)
    {
        var known = await KnownSecrets.ReadAsync(deed, Keys(deed, file), cancellationToken);
        var columns = environments.Select(known.Column).ToList();
        return Problem(known, columns) is { } problem ? SaveOutcome.Invalid([problem])
            : SaveOutcome.Planned(await PlanAsync(deed, known, columns, file, cancellationToken));
    }

    /// <summary>
    /// Stores what is new or changed, all of it or nothing, and leaves out what is refused. Audited as <c>secret.added</c> and
    /// <c>secret.changed</c>, a line for each.
    /// </summary>
    /// <exception cref="AccessDeniedException">An environment is unknown, or the caller may not change it.</exception>
    public async Task<SaveOutcome> ImportAsync(Deed deed, DotEnv file, IReadOnlyCollection<string> environments, CancellationToken cancellationToken)
    {
        var known = await KnownSecrets.ReadAsync(deed, Keys(deed, file), cancellationToken);
        var columns = environments.Select(known.Column).ToList();
        if (Problem(known, columns) is { } problem)
        {
            return SaveOutcome.Invalid([problem]);
        }
        var plan = await PlanAsync(deed, known, columns, file, cancellationToken);
        if (plan.Stored == 0)
        {
            return SaveOutcome.Unchanged;
        }
        var everywhere = columns.Count == known.Columns.Count;
        var stored = file.Entries.Where((_, index) => plan.Lines[index].IsStored);
        await changes.SaveAllAsync(deed, known, stored.Select(entry => SecretDraft.Of(entry.Key, entry.Value, environments, everywhere)), cancellationToken);
        return SaveOutcome.Saved(plan.Notice);
    }

    // names that break the rule are not looked for
    private static IEnumerable<string> Keys(Deed deed, DotEnv file) =>
        file.Entries.Select(entry => entry.Key).Where(key => SecretKey.Problem(key, deed.Project.AllowLowerCaseKeys) is null);

    private static SaveOutcome Refused(string text) => SaveOutcome.Invalid([new FormMessage(Field, text)]);

    private static FormMessage? Problem(KnownSecrets known, List<SecretColumn> columns) =>
        columns.Count > 0 ? null
        : new FormMessage("environment", known.Columns.All(column => column.IsLocked)
            ? "Every environment of this project is protected: only its managers set values"
            : "Choose at least one environment");

    private async Task<ImportPlan> PlanAsync(Deed deed, KnownSecrets known, List<SecretColumn> columns, DotEnv file, CancellationToken cancellationToken)
    {
        var lines = file.Entries.Select(entry => Line(deed, known, entry)).ToList();
        var there = file.Entries.Where((_, index) => lines[index].State == ImportLine.Changed).Select(entry => (Secret: known.Find(entry.Key)!, Entry: entry));
        await comparison.CompareAsync(deed, known,
            [.. there.SelectMany(each => columns, (each, column) => (each.Secret, column, new ValueComparison.Given(() => each.Entry.Value)))], cancellationToken);
        return new ImportPlan(lines.ConvertAll(line => line.State == ImportLine.Changed && columns.TrueForAll(column => known.IsSame(known.Find(line.Key!)!, column))
            ? line with { State = ImportLine.Unchanged } : line));
    }

    private static ImportLine Line(Deed deed, KnownSecrets known, DotEnv.Entry entry)
    {
        // what is left of base64 that runs over lines looks like this: it must not be shown
        if (entry.Key.Any(char.IsAsciiLetterLower) && entry.Key.Any(char.IsAsciiLetterUpper))
        {
            return new ImportLine(entry.Line, null, ImportLine.Refused,
                "Mixes upper and lower case: no key, and perhaps part of a value. A value of several lines stands in quotes");
        }
        var existing = known.Find(entry.Key);
        var problem = SecretKey.Problem(entry.Key, deed.Project.AllowLowerCaseKeys) ?? SecretKey.CaseProblem(entry.Key, existing?.Key) ?? SecretRules.Value(entry.Value);
        var state = problem is not null ? ImportLine.Refused : existing is null ? ImportLine.New : ImportLine.Changed;
        return new ImportLine(entry.Line, entry.Key, state, problem);
    }
}
