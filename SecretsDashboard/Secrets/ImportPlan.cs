namespace SecretsDashboard.Secrets;

/// <summary>What an import of a file does, name by name in the order of the file, and the sentences that say so.</summary>
internal sealed record ImportPlan(IReadOnlyList<ImportLine> Lines)
{
    private static readonly string[] States = [ImportLine.New, ImportLine.Changed, ImportLine.Unchanged, ImportLine.Refused];

    public int Stored => Lines.Count(line => line.IsStored);

    /// <summary>Such as "12 new, 3 changed, 5 unchanged, 1 refused".</summary>
    public string Counts => string.Join(", ", States.Select(Count));

    /// <summary>What storing it would mean.</summary>
    public string Consequence => Stored == 0 ? SaveOutcome.Unchanged.Text! : $"{Secrets} will be stored{LeftOut}";

    /// <summary>What was done.</summary>
    public string Notice => $"Imported {Secrets}: {string.Join(", ", States.Take(2).Where(state => CountOf(state) > 0).Select(Count))}{LeftOut}";

    private string Secrets => Stored == 1 ? "1 secret" : $"{Stored:N0} secrets";

    private string LeftOut => CountOf(ImportLine.Refused) is var refused and > 0 ? $", {refused:N0} left out" : "";

    private string Count(string state) => $"{CountOf(state):N0} {state.ToLowerInvariant()}";

    private int CountOf(string state) => Lines.Count(line => line.State == state);
}
