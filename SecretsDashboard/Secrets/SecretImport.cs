using System.Security.Cryptography;
using System.Text;
using SecretsDashboard.Access;
using SecretsDashboard.Cli;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Secrets;

/// <summary>
/// What importing a .env file is, once it is allowed: each name is new, replaced, changed, unchanged or refused, and one plan says which to
/// the preview and to the import. A program's file that breaks the grammar is refused whole, of a person's the lines that do.
/// </summary>
internal sealed class SecretImport(SecretChanges changes, ValueChecks checks)
{
    /// <summary>The longest file, in bytes.</summary>
    public const int Longest = 1024 * 1024;

    /// <summary>The most names that are stored in one save: every other save waits meanwhile.</summary>
    public const int MostNames = 5_000;

    /// <summary>The name of the field with the file's text.</summary>
    public const string Field = "text";

    private const string NoValue = "It has no value. Write one after its name, or leave the line out";

    // of a file that is no .env file at all
    private const int MostTold = 3;

    private static readonly string TooOften =
        $". Which of them have this value already is told {CheckBudget.EachMinute} times a minute and {CheckBudget.EachHour} times an hour.";

    /// <summary>Why the file is refused whatever the project holds: asked before the database and outside the write gate. Null: it is not.</summary>
    public static SaveOutcome? Refusal(DotEnv file) =>
        file.IsRefused ? Refused($"Nothing of the file is imported.{string.Concat(file.Refused.Take(MostTold).Select(each => $"\nLine {each.Line:N0}: {each.Rule}."))}{More(file.Refused.Count - MostTold)}")
        : file.Entries.Count == 0 ? Refused("There is no line NAME=value in it")
        : null;

    /// <summary>The same for a program, which is told the lines; null: it is not refused.</summary>
    public static ImportOutcome? RefusedLines(DotEnv file) =>
        file.Refused.Count == 0 ? null : new ImportOutcome([.. file.Refused.Select(each => new ImportLine(each.Line, null, ImportLine.Refused, Sentence(each.Rule)))], IsRefused: true);

    /// <summary>The lines for which a program's file is refused by what the project holds and allows now; null: none.</summary>
    public static async Task<ImportOutcome?> RefusedLinesAsync(Deed deed, DotEnv file, CancellationToken cancellationToken) =>
        RefusedLines(deed, await KnownSecrets.ReadAsync(deed, Keys(deed, file), cancellationToken), file);

    /// <summary>What an import would do now, told from the names alone. Nothing is compared, stored or recorded.</summary>
    /// <exception cref="AccessDeniedException">An environment is unknown, or the caller may not change it.</exception>
    public static async Task<SaveOutcome> OutlineAsync(Deed deed, DotEnv file, IReadOnlyCollection<string> environments, CancellationToken cancellationToken)
    {
        var known = await KnownSecrets.ReadAsync(deed, Keys(deed, file), cancellationToken);
        var columns = environments.Select(known.Column).ToList();
        return Problem(known, columns) is { } problem ? SaveOutcome.Invalid([problem]) : SaveOutcome.Planned(Outline(deed, known, columns, file));
    }

    /// <summary>What an import would do now, with what is unchanged where that may be told (see <see cref="ValueChecks"/>). Nothing is stored; it is told when the deed's lines are.</summary>
    /// <exception cref="AccessDeniedException">An environment is unknown, or the caller may not change it.</exception>
    public async Task<SaveOutcome> PreviewAsync(Deed deed, DotEnv file, IReadOnlyCollection<string> environments, CancellationToken cancellationToken)
    {
        var known = await KnownSecrets.ReadAsync(deed, Keys(deed, file), cancellationToken);
        var columns = environments.Select(known.Column).ToList();
        if (Problem(known, columns) is { } problem)
        {
            return SaveOutcome.Invalid([problem]);
        }
        var plan = await PlanAsync(deed, known, columns, file, cancellationToken);
        return SaveOutcome.Planned(plan.IsOpen ? plan with { Note = TooOften } : plan);
    }

    /// <summary>
    /// Stores what is new or differs, all of it or nothing, and leaves out what is refused. Audited as <c>secret.added</c> and
    /// <c>secret.changed</c>, a line for each.
    /// </summary>
    /// <param name="deed">The deed.</param>
    /// <param name="file">The file.</param>
    /// <param name="environments">Slugs of the environments.</param>
    /// <param name="basis">The <see cref="ImportPlan.Basis"/> the person saw: over other versions nothing is stored, but planned anew; null: over whatever is there.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="AccessDeniedException">An environment is unknown, or the caller may not change it.</exception>
    public async Task<SaveOutcome> ImportAsync(Deed deed, DotEnv file, IReadOnlyCollection<string> environments, string? basis, CancellationToken cancellationToken)
    {
        var known = await KnownSecrets.ReadAsync(deed, Keys(deed, file), cancellationToken);
        var columns = environments.Select(known.Column).ToList();
        if (Problem(known, columns) is { } problem)
        {
            return SaveOutcome.Invalid([problem]);
        }
        if (basis is not null && Outline(deed, known, columns, file) is var now && basis != now.Basis)
        {
            return SaveOutcome.PlannedAnew(now);
        }
        var plan = await PlanAsync(deed, known, columns, file, cancellationToken);
        if (plan.Stored == 0)
        {
            return SaveOutcome.Unchanged;
        }
        await StoreAsync(deed, known, columns, file, plan, cancellationToken);
        return SaveOutcome.Saved(plan.Notice);
    }

    /// <summary>
    /// What an import by a program comes to, or would come to, in the one environment of its token: told with what is unchanged where that may be
    /// told, unless the file is refused. All of it is stored, or nothing. Audited as <see cref="ImportAsync"/> is.
    /// </summary>
    /// <param name="deed">The deed of a program.</param>
    /// <param name="file">A file that keeps the grammar.</param>
    /// <param name="skipsInvalid">Leave out what breaks a rule; else one such line refuses the file.</param>
    /// <param name="isDryRun">Nothing is stored.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<ImportOutcome> ImportByProgramAsync(Deed deed, DotEnv file, bool skipsInvalid, bool isDryRun, CancellationToken cancellationToken)
    {
        var known = await KnownSecrets.ReadAsync(deed, Keys(deed, file), cancellationToken);
        if (!skipsInvalid && RefusedLines(deed, known, file) is { } refused)
        {
            return refused;
        }
        var columns = known.Columns.ToList();
        var plan = await PlanAsync(deed, known, columns, file, cancellationToken);
        if (!isDryRun && plan.Stored > 0)
        {
            await StoreAsync(deed, known, columns, file, plan, cancellationToken);
        }
        return new ImportOutcome(plan.Lines, IsRefused: false);
    }

    private static ImportOutcome? RefusedLines(Deed deed, KnownSecrets known, DotEnv file)
    {
        var invalid = Outline(deed, known, [.. known.Columns], file).Lines.Where(line => line.IsInvalid).ToList();
        return invalid.Count == 0 ? null : new ImportOutcome(invalid, IsRefused: true);
    }

    private Task StoreAsync(Deed deed, KnownSecrets known, List<SecretColumn> columns, DotEnv file, ImportPlan plan, CancellationToken cancellationToken)
    {
        // a program sees one environment and does not know whether it is all there are
        var everywhere = deed.OnlyEnvironment is null && columns.Count == known.Columns.Count;
        var environments = columns.ConvertAll(column => column.Slug);
        var stored = file.Entries.Where((_, index) => plan.Entries[index].IsStored);
        return changes.SaveAllAsync(deed, known, stored.Select(entry =>
        {
            var draft = SecretDraft.Of(entry.Key, entry.Value, environments, everywhere);
            draft.Description = DescriptionOf(known.Find(entry.Key), entry);
            return draft;
        }), cancellationToken);
    }

    // names that break the rule are not looked for
    private static IEnumerable<string> Keys(Deed deed, DotEnv file) =>
        file.Entries.Select(entry => entry.Key).Where(key => SecretKey.Problem(key, deed.Project.AllowLowerCaseKeys) is null);

    private static string More(int lines) => lines <= 0 ? "" : $"\n{lines:N0} more {(lines == 1 ? "line breaks" : "lines break")} a rule.";

    private static SaveOutcome Refused(string text) => SaveOutcome.Invalid([new FormMessage(Field, text)]);

    private static FormMessage? Problem(KnownSecrets known, List<SecretColumn> columns) =>
        columns.Count > 0 ? null
        : new FormMessage("environment", known.Columns.All(column => column.IsLocked)
            ? "Every environment of this project is protected: only its managers set values"
            : "Choose at least one environment");

    private static ImportPlan Outline(Deed deed, KnownSecrets known, List<SecretColumn> columns, DotEnv file)
    {
        var lines = file.Entries.Select(entry => Line(deed, known, columns, entry)).ToList();
        return new ImportPlan(lines, BasisOf(known, columns, lines))
        {
            // perhaps parts of values: they are not shown
            Broken = [.. file.Refused.Select(each => new ImportLine(each.Line, null, ImportLine.Refused, Sentence(each.Rule)))],
        };
    }

    private async Task<ImportPlan> PlanAsync(Deed deed, KnownSecrets known, List<SecretColumn> columns, DotEnv file, CancellationToken cancellationToken)
    {
        var outline = Outline(deed, known, columns, file);
        var there = file.Entries.Where((_, index) => outline.Entries[index].State == ImportLine.Replaces).Select(entry => (Secret: known.Find(entry.Key)!, Entry: entry));
        var given = there.SelectMany(each => columns, (each, column) => (each.Secret, column, new ValueComparison.Given(() => each.Entry.Value)));
        return await checks.CheckAsync(deed, known, given, isImport: true, cancellationToken)
            ? outline with { Entries = [.. outline.Entries.Select(line => line.State == ImportLine.Replaces ? Compared(known, columns, line) : line)] }
            : outline;
    }

    private static ImportLine Compared(KnownSecrets known, List<SecretColumn> columns, ImportLine line) =>
        columns.TrueForAll(column => known.IsSame(known.Find(line.Key!)!, column)) ? line with { State = ImportLine.Unchanged, Reason = null }
        : line with { State = ImportLine.Changed, Reason = $"replaces {line.Reason}" };

    // which secrets there are, and which versions of their values: no value is in it
    private static string BasisOf(KnownSecrets known, List<SecretColumn> columns, List<ImportLine> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var secret in lines.Where(line => line.IsStored).Select(line => known.Find(line.Key!)).OfType<Data.Secret>())
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{secret.Id} {string.Join(' ', columns.Select(column => $"{column.Slug}={known.CurrentOf(secret).GetValueOrDefault(column.Id)?.Version}"))}\n"));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset()[..16]);
    }

    private static ImportLine Line(Deed deed, KnownSecrets known, List<SecretColumn> columns, DotEnv.Entry entry)
    {
        // what is left of base64 that runs over lines looks like this: it must not be shown
        if (entry.Key.Any(char.IsAsciiLetterLower) && entry.Key.Any(char.IsAsciiLetterUpper))
        {
            return new ImportLine(entry.Line, null, ImportLine.Refused,
                "Mixes upper and lower case: no key, and perhaps part of a value. A value of several lines stands in quotes");
        }
        var existing = known.Find(entry.Key);
        var problem = SecretKey.Problem(entry.Key, deed.Project.AllowLowerCaseKeys) ?? SecretKey.CaseProblem(entry.Key, existing?.Key);
        var isEmpty = entry is { Problem: null, Value.Length: 0 };
        if ((problem ?? Sentence(entry.Problem) ?? (isEmpty ? NoValue : SecretRules.Value(entry.Value))) is { } reason)
        {
            return new ImportLine(entry.Line, entry.Key, ImportLine.Refused, reason) { IsEmpty = isEmpty };
        }
        var versions = existing is null ? "" : Versions(known, columns, existing);
        var described = DescriptionOf(existing, entry) is { } description ? $"Described as “{description}”" : null;
        var state = versions.Length > 0 ? ImportLine.Replaces
            // a program is not told that other environments have the name
            : existing is null || deed.OnlyEnvironment is not null ? ImportLine.New
            : ImportLine.Changed;
        return new ImportLine(entry.Line, entry.Key, state, versions.Length > 0 ? versions : null, Sentence(entry.Note) ?? described);
    }

    // what the comments above it say, where there is no description yet and it may be one; null: what there is stays
    private static string? DescriptionOf(Data.Secret? existing, DotEnv.Entry entry) =>
        entry.Comment is { } comment && existing is not { Description.Length: > 0 } && SecretRules.Description(comment) is null ? comment : null;

    private static string? Sentence(string? rule) => rule is null ? null : $"{char.ToUpperInvariant(rule[0])}{rule[1..]}";

    /// <summary>Which versions are replaced: "version 3", or with the environments where they differ; empty: none.</summary>
    private static string Versions(KnownSecrets known, List<SecretColumn> columns, Data.Secret secret)
    {
        var there = columns.Select(column => (column.Name, known.CurrentOf(secret).GetValueOrDefault(column.Id)?.Version)).Where(each => each.Version is not null).ToList();
        return there.Select(each => each.Version).Distinct().Count() == 1 ? $"version {there[0].Version}"
            : string.Join(", ", there.Select(each => $"version {each.Version} in {each.Name}"));
    }
}
