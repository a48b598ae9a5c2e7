using Microsoft.AspNetCore.Components;
using SecretsDashboard.Data;

namespace SecretsDashboard.Secrets;

/// <summary>The rows of secrets of several projects. Each leads to its panel on the page of its project.</summary>
public sealed partial class AllSecretsTable
{
    [Parameter, EditorRequired] public IReadOnlyList<PlacedSecret> Items { get; set; } = [];

    [Parameter, EditorRequired] public SecretQuery Query { get; set; } = default!;

    [Parameter] public EventCallback<SecretOrder> OnSort { get; set; }

    private static RenderFragment TypeIcon(SecretType type) => SecretRowParts.TypeIcon(type);

    private static RenderFragment Breaking(string key) => SecretRowParts.Breaking(key);

    private static RenderFragment Moment(DateTime at) => SecretRowParts.Moment(at);

    private static RenderFragment Gaps(IReadOnlyList<SecretColumn> columns, IReadOnlyList<SecretCell> cells) => SecretRowParts.Gaps(columns, cells);

    private static RenderFragment Marks(IReadOnlyList<SecretColumn> columns, IReadOnlyList<SecretCell> cells) => SecretRowParts.Marks(columns, cells);

    private RenderFragment Head(string text, string column, SecretOrder order) => SecretRowParts.Head(this, text, column, order, Query, OnSort);
}
