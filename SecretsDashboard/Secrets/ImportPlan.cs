using System.Text.Json.Serialization;

namespace SecretsDashboard.Secrets;

/// <summary>What an import of a file does, name by name in the order of the file, and the sentences that say so.</summary>
/// <param name="Entries">One for each entry of the file, in its order.</param>
/// <param name="Basis">Stands for the versions it starts from: an import that shows it is stored over these alone.</param>
internal sealed record ImportPlan([property: JsonIgnore] IReadOnlyList<ImportLine> Entries, string Basis)
{
    private static readonly string[] States = [ImportLine.New, ImportLine.Changed, ImportLine.Replaces, ImportLine.Unchanged, ImportLine.Refused];

    /// <summary>All lines that say something, in the order of the file: entries, and those that are none.</summary>
    public IReadOnlyList<ImportLine> Lines => Broken.Count == 0 ? Entries : [.. Entries.Concat(Broken).OrderBy(line => line.Line)];

    public int Stored => Lines.Count(line => line.IsStored);

    /// <summary>Such as "12 new, 3 changed, 5 unchanged, 1 refused"; where nothing was compared "12 new, 8 replaced".</summary>
    public string Counts => $"{CountsOf(States)}{Note}";

    /// <summary>What storing it would mean.</summary>
    public string Consequence => Stored == 0 ? SaveOutcome.Unchanged.Text! : $"{Secrets} will be stored{LeftOut}";

    /// <summary>What was done.</summary>
    public string Notice => $"Imported {Secrets}: {CountsOf(States[..3])}{LeftOut}";

    /// <summary>The file names secrets whose values could be compared, and were not.</summary>
    internal bool IsOpen => CountOf(ImportLine.Replaces) > 0;

    /// <summary>Lines of the file that are no entry.</summary>
    internal IReadOnlyList<ImportLine> Broken { get; init; } = [];

    /// <summary>A sentence behind the counts.</summary>
    internal string Note { get; init; } = "";

    private string Secrets => Stored == 1 ? "1 secret" : $"{Stored:N0} secrets";

    private string LeftOut => CountOf(ImportLine.Refused) is var refused and > 0 ? $", {refused:N0} left out" : "";

    private string CountsOf(IEnumerable<string> states) => string.Join(", ", states.Where(state => CountOf(state) > 0).Select(Count));

    private string Count(string state) => $"{CountOf(state):N0} {(state == ImportLine.Replaces ? "replaced" : state.ToLowerInvariant())}";

    private int CountOf(string state) => Lines.Count(line => line.State == state);
}
