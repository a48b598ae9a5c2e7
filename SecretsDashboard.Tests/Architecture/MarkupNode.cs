namespace SecretsDashboard.Tests.Architecture;

/// <summary>A piece of a .razor file: a text, an expression that writes something, an element or a component, or a block that comes and goes.</summary>
internal sealed record MarkupNode(MarkupNode.Sort Kind, string Text, int Line)
{
    public enum Sort
    {
        Text,
        Expression,
        Element,
        Component,
        Block,
    }

    /// <summary>Of an element or component, as they are written.</summary>
    public Dictionary<string, string> Attributes { get; } = [];

    public List<MarkupNode> Children { get; } = [];

    /// <summary>A text or expression of white space alone is no text to anybody.</summary>
    public bool IsBlank => Kind switch
    {
        Sort.Text => string.IsNullOrWhiteSpace(Text),
        Sort.Expression => Text == "(\" \")",
        _ => false,
    };

    /// <summary>This one and all within.</summary>
    public IEnumerable<MarkupNode> All() => Children.SelectMany(child => child.All()).Prepend(this);
}
