using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace SecretsDashboard.Tests.Support;

/// <summary>Finds elements as people do: by role and accessible name, by label, by text.</summary>
internal static class Screen
{
    public static IElement Button(this IRenderedComponent<IComponent> screen, string name) => One(screen.Buttons(name), $"button {name}");

    public static IReadOnlyList<IElement> Buttons(this IRenderedComponent<IComponent> screen, string name) =>
        [.. screen.FindAll("button").Where(button => NameOf(button) == name)];

    public static bool HasButton(this IRenderedComponent<IComponent> screen, string name) => screen.Buttons(name).Count > 0;

    /// <summary>The input, text area or select with this label.</summary>
    public static IElement Field(this IRenderedComponent<IComponent> screen, string label) => One(screen.Fields(label), $"field {label}");

    public static IReadOnlyList<IElement> Fields(this IRenderedComponent<IComponent> screen, string label) =>
        [.. screen.FindAll("input, textarea, select").Where(field => LabelOf(screen, field) == label)];

    /// <summary>Types into a field; no rendering comes between finding it and typing.</summary>
    public static Task TypeAsync(this IRenderedComponent<IComponent> screen, string label, string text) =>
        screen.InvokeAsync(() => screen.Field(label).Input(text));

    public static IElement Dialog(this IRenderedComponent<IComponent> screen, string name) => One(
        [.. screen.FindAll("dialog").Where(dialog => TextOf(screen.Find($"#{dialog.GetAttribute("aria-labelledby")}")) == name)], $"dialog {name}");

    public static bool HasDialog(this IRenderedComponent<IComponent> screen) => screen.FindAll("dialog").Count > 0;

    public static IElement Heading(this IRenderedComponent<IComponent> screen, string text) =>
        One([.. screen.FindAll("h1, h2").Where(heading => TextOf(heading) == text)], $"heading {text}");

    /// <summary>Texts of the cells of each row, the heading of the row by its name first.</summary>
    public static IReadOnlyList<string[]> Rows(this IRenderedComponent<IComponent> screen) =>
        [.. screen.FindAll("tbody [role=row]").Select(row => row.QuerySelectorAll("[role=rowheader], [role=cell]").Select(NameOf).ToArray())];

    public static IReadOnlyList<string> Columns(this IRenderedComponent<IComponent> screen) => [.. screen.FindAll("[role=columnheader]").Select(TextOf)];

    public static string TextOf(IElement element) => string.Join(' ', Shown(element).TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // what is drawn beside the words is not read
    private static IElement Shown(IElement element)
    {
        if (element.QuerySelector("[aria-hidden=true]") is null)
        {
            return element;
        }
        var copy = (IElement)element.Clone();
        foreach (var part in copy.QuerySelectorAll("[aria-hidden=true]"))
        {
            part.Remove();
        }
        return copy;
    }

    private static string NameOf(IElement element) => element.GetAttribute("aria-label") ?? TextOf(element);

    private static string LabelOf(IRenderedComponent<IComponent> screen, IElement field) =>
        field.GetAttribute("aria-label")
        ?? screen.FindAll("label").Where(label => (field.Id is { Length: > 0 } id && label.GetAttribute("for") == id) || label.Contains(field)).Select(TextOf).FirstOrDefault()
        ?? "";

    private static IElement One(IReadOnlyList<IElement> found, string what) =>
        found.Count == 1 ? found[0] : throw new InvalidOperationException($"There are {found.Count} of: {what}");
}
