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

    private string? Placeholder => Secret is null ? null : "Blank keeps the current value";

    private bool IsSet(SecretColumn column) =>
        Secret is not null && Matrix.Columns.Select((each, index) => (each, index)).First(pair => pair.each == column).index is var index && Secret.Cells[index].IsSet;

    private string PlaceholderOf(SecretColumn column) => Secret is null || !IsSet(column) ? SecretCell.NotSet : "Blank keeps the current value";
}
