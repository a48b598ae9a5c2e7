using Microsoft.AspNetCore.Components;

namespace SecretsDashboard.Ui;

/// <summary>
/// Text that may change, in an element of its own, keyed by what it says. A browser that translates the page, or an extension, takes text nodes
/// out and puts elements of its own in their place: what Blazor wrote into the old node would not be seen, and taking that node away would end the circuit.
/// </summary>
internal static class ChangingText
{
    /// <summary>A span with the text, another one when the text is another; nothing where there is no text.</summary>
    public static RenderFragment Words(object? text) => builder =>
    {
        if (text?.ToString() is { Length: > 0 } words)
        {
            builder.OpenElement(0, "span");
            builder.SetKey(words);
            builder.AddContent(1, words);
            builder.CloseElement();
        }
    };
}
