using Microsoft.AspNetCore.Components;

namespace SecretsDashboard.Secrets;

/// <summary>The value fields of a new or an existing secret. Protected environments the person may not change are left out and named.</summary>
public sealed partial class ValueFields
{
    [Parameter, EditorRequired] public SecretMatrix Matrix { get; set; } = default!;

    /// <summary>Null: a new one.</summary>
    [Parameter] public SecretListItem? Secret { get; set; }

    private List<SecretColumn> Open => Matrix.Columns.Where(column => !column.IsLocked).ToList();

    private bool Same => Secret?.SameEverywhere ?? true;

    private string Label => Secret is null ? "Secret Value" : "New Value";

    private string LabelFor => Secret is null ? "Value for" : "New value for";

    private string Address => Access.ProjectAddress.Of(Matrix.Project);

    private SecretColumn? Production => Open.Find(column => column.IsProduction);

    private SecretColumn? Elsewhere => Open.Find(column => !column.IsProduction);

    // where one value for all would go, and what is there
    private string SetIn => Open.Count(column => CellOf(column) is { IsSet: true }) switch
    {
        0 => "Not set anywhere you may change it.",
        var set when set == Open.Count => $"Set in {(set == 1 ? Open[0].Name : set == 2 ? $"{Open[0].Name} and {Open[1].Name}" : $"all {set} environments")}.",
        var set => $"Set in {set} of {Open.Count} environments. One value for all sets it in every one.",
    };

    private SecretCell? CellOf(SecretColumn column) =>
        Secret?.Cells[Matrix.Columns.Select((each, index) => (each, index)).First(pair => pair.each == column).index];

    private string? PlaceholderOf(SecretColumn column) => CellOf(column) is { IsSet: true } ? SecretCell.Dots : Secret is null ? SecretCell.NotSet : null;
}
