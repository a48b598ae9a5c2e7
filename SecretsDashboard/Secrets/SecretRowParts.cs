using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using SecretsDashboard.Data;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Secrets;

/// <summary>The parts that tables of secrets share. Up to 50 rows are sent at once, so these are no components.</summary>
internal static class SecretRowParts
{
    private static readonly Dictionary<SecretType, string> TypeIcons = SecretTypes.All.ToDictionary(type => type, type =>
        $"<svg class=\"icon kind\" width=\"16\" height=\"16\" role=\"img\"><title>{SecretTypes.Name(type)}</title>{IconSheet.Use(SecretTypes.Icon(type))}</svg>");

    /// <summary>The type as an icon with its name.</summary>
    public static RenderFragment TypeIcon(SecretType type) => builder => builder.AddMarkupContent(0, TypeIcons[type]);

    /// <summary>A long key breaks where its words end and nowhere else.</summary>
    public static RenderFragment Breaking(string key) => builder => builder.AddMarkupContent(0, WebUtility.HtmlEncode(key).Replace("_", "_<wbr>", StringComparison.Ordinal));

    /// <summary>Where it is set and where not, in words.</summary>
    public static RenderFragment Gaps(IReadOnlyList<SecretColumn> columns, IReadOnlyList<SecretCell> cells) => builder =>
    {
        var gaps = SecretGaps.Of(columns, cells);
        builder.OpenElement(0, "span");
        builder.SetKey(gaps);
        builder.AddAttribute(1, "class", gaps.IsMissing ? "gaps some" : "gaps");
        builder.AddAttribute(2, "dir", "auto");
        builder.AddAttribute(3, "translate", "yes");
        builder.AddContent(4, gaps.Text);
        builder.CloseElement();
    };

    /// <summary>A mark for each environment, in the order of the project.</summary>
    public static RenderFragment Marks(IReadOnlyList<SecretColumn> columns, IReadOnlyList<SecretCell> cells) => builder =>
    {
        foreach (var (column, cell) in columns.Zip(cells))
        {
            builder.OpenElement(0, "i");
            builder.AddAttribute(1, "class", $"{(cell.IsSet ? "set" : cell.IsShared ? "shared" : cell.IsNotNeeded ? "unset spared" : "unset")}{(column.IsProtected ? " protected" : "")}");
            builder.CloseElement();
        }
    };

    /// <summary>A moment in words, exact on hover.</summary>
    public static RenderFragment Moment(DateTime at) => builder =>
    {
        builder.OpenElement(0, "local-time");
        builder.AddAttribute(1, "datetime", at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        builder.CloseElement();
    };

    /// <summary>The head of a column that sorts when it is pressed, and says whether it does.</summary>
    public static RenderFragment Head(object receiver, string text, string column, SecretOrder order, SecretQuery query, EventCallback<SecretOrder> onSort) => builder =>
    {
        builder.OpenElement(0, "th");
        builder.AddAttribute(1, "role", "columnheader");
        builder.AddAttribute(2, "scope", "col");
        builder.AddAttribute(3, "data-column", column);
        builder.AddAttribute(4, "aria-sort", query.Order != order ? null : query.Descending ? "descending" : "ascending");
        builder.OpenElement(5, "button");
        builder.AddAttribute(6, "type", "button");
        builder.AddAttribute(7, "class", "sort");
        builder.AddAttribute(8, "onclick", EventCallback.Factory.Create<MouseEventArgs>(receiver, () => onSort.InvokeAsync(order)));
        builder.AddContent(9, ChangingText.Words(text));
        if (query.Order == order)
        {
            builder.AddMarkupContent(10, $"<svg class=\"icon\" width=\"14\" height=\"14\" aria-hidden=\"true\">{IconSheet.Use(query.Descending ? "down" : "up")}</svg>");
        }
        builder.CloseElement();
        builder.CloseElement();
    };
}
