using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using SecretsDashboard.Data;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Secrets;

/// <summary>The rows of the matrix, and what can be done with each. It shows that a value is there, never the value.</summary>
public sealed partial class SecretTable
{
    /// <summary>From how many secrets on their keys can be grouped by what stands before the first underscore.</summary>
    public const int ManySecrets = 30;

    private const string Button = "mud-button-root mud-icon-button";

    private static readonly RenderFragment Lock = builder => builder.AddMarkupContent(0,
        $"<span class=\"locked\" title=\"Only managers change values here\"><svg class=\"icon\" width=\"14\" height=\"14\" aria-hidden=\"true\">{IconSheet.Use("lock")}</svg><span>Protected</span></span>");

    [Parameter, EditorRequired] public SecretPage Page { get; set; } = default!;

    [Parameter, EditorRequired] public SecretQuery Query { get; set; } = default!;

    /// <summary>Keys that begin alike stand under a heading that folds them.</summary>
    [Parameter] public bool Grouped { get; set; }

    /// <summary>The key of the secret whose panel is open; null: none is.</summary>
    [Parameter] public string? Open { get; set; }

    [Parameter] public EventCallback<SecretOrder> OnSort { get; set; }

    [Parameter] public EventCallback<string> OnOpen { get; set; }

    [Parameter] public EventCallback<SecretListItem> OnEdit { get; set; }

    [Parameter] public EventCallback<SecretListItem> OnDelete { get; set; }

    /// <summary>One value is to be set: of which secret, and where.</summary>
    [Parameter] public EventCallback<(SecretListItem Secret, SecretColumn Column)> OnSet { get; set; }

    private int Width => Page.Matrix.Columns.Count + (Page.Matrix.CanChange ? 7 : 6);

    /// <summary>Neighbours whose keys begin alike, where that is wished and they stand in the order of their keys; else all as one.</summary>
    private IEnumerable<(string? Prefix, int Number, List<SecretListItem> Secrets)> Groups
    {
        get
        {
            if (!Grouped || Query.Order != SecretOrder.Key)
            {
                return [(null, 0, [.. Page.Items])];
            }
            var prefixes = Page.Items.CountBy(PrefixOf).Where(group => group.Value > 1).Select(group => group.Key).ToHashSet();
            var groups = new List<(string? Prefix, int Number, List<SecretListItem> Secrets)>();
            foreach (var secret in Page.Items)
            {
                var prefix = PrefixOf(secret) is { } found && prefixes.Contains(found) ? found : null;
                if (groups.Count == 0 || groups[^1].Prefix != prefix)
                {
                    // upper and lower case stand beside one another
                    groups.Add((prefix, groups.Count(group => group.Prefix == prefix), []));
                }
                groups[^1].Secrets.Add(secret);
            }
            return groups;
        }
    }

    private static string PrefixOf(SecretListItem secret) => secret.Key.Split('_', 2) is [{ Length: > 0 } prefix, _] ? prefix : secret.Key;

    private bool IsOpen(SecretListItem secret) => string.Equals(secret.Key, Open, StringComparison.OrdinalIgnoreCase);

    private RenderFragment Cells(SecretListItem secret) => builder =>
    {
        foreach (var (column, cell) in Page.Matrix.Columns.Zip(secret.Cells))
        {
            builder.OpenElement(0, "td");
            builder.SetKey((column.Slug, $"{cell}", cell.Ends, cell.SetAt));
            builder.AddAttribute(1, "role", "cell");
            builder.AddAttribute(2, "class", cell.IsSet ? cell.Ends is null ? "set" : "set ends" : cell.IsShared ? "shared" : cell.IsNotNeeded ? "unset spared" : "unset");
            if (cell.SetAt is { } since)
            {
                // what it says on hover is made in the browser: SecretViewBar.razor.js
                builder.AddAttribute(3, "data-at", new DateTimeOffset(since).ToUnixTimeSeconds());
            }
            if (cell.IsSet || column.IsLocked || !Page.Matrix.CanChange)
            {
                builder.AddContent(4, cell.Ends ?? $"{cell}");
            }
            else
            {
                builder.OpenElement(5, "button");
                builder.AddAttribute(6, "aria-label", $"{cell}: set {secret.Key} in {column.Name}");
                builder.AddAttribute(7, "onclick", EventCallback.Factory.Create<MouseEventArgs>(this, () => OnSet.InvokeAsync((secret, column))));
                builder.AddContent(8, $"{cell}");
                builder.CloseElement();
            }
            builder.CloseElement();
        }
    };

    private static RenderFragment TypeIcon(SecretType type) => SecretRowParts.TypeIcon(type);

    private static RenderFragment Breaking(string key) => SecretRowParts.Breaking(key);

    private static RenderFragment Moment(DateTime at) => SecretRowParts.Moment(at);

    private static RenderFragment Gaps(IReadOnlyList<SecretColumn> columns, IReadOnlyList<SecretCell> cells) => SecretRowParts.Gaps(columns, cells);

    private RenderFragment Head(string text, string column, SecretOrder order) => SecretRowParts.Head(this, text, column, order, Query, OnSort);
}
