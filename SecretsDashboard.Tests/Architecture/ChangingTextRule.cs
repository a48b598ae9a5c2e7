using System.Text.RegularExpressions;

namespace SecretsDashboard.Tests.Architecture;

/// <summary>
/// Where a translator or an extension would break a page with a circuit. They put elements of their own in the place of text nodes; Blazor
/// goes on writing into the old nodes, which nobody sees, and taking one away or inserting before one ends the circuit. So a text that changes
/// stands in an element keyed by what it says (<c>@Words(…)</c>), and no bare text where something comes and goes.
/// </summary>
internal sealed partial class ChangingTextRule(IReadOnlyList<SourceFile> files)
{
    // components of the framework and of MudBlazor that put what they are given into one element
    private static readonly string[] Holding = ["NavLink", "MudButton", "MudText", "MudChip", "MudAlert", "MudLink", "MudPaper", "MudStack"];
    private static readonly string[] Fragments = ["Words", "Body", "context"];
    private static readonly string[] Written = ["code", "key", "address"];

    private readonly ILookup<string, List<MarkupNode>> components = files.Where(file => file.IsRazor).ToLookup(file => Path.GetFileNameWithoutExtension(file.Path), file => MarkupReader.Read(file.Text));

    // the frame stands around the circuit, not in it
    private static readonly string[] Frame = ["Shell/App.razor", "Shell/Frame.razor", "Shell/NavMenu.razor", "Shell/Palette.razor", "Shell/ShortcutsDialog.razor", "Shell/Skeleton.razor"];

    /// <summary>True where a server renders the page once and nothing changes it but the browser.</summary>
    public static bool IsStatic(SourceFile file) =>
        file.Folder is "Account" or "Help" || Frame.Contains(file.Path) || file.Path is "Ui/PlainLayout.razor" or "Ui/WideLayout.razor" || file.Text.Contains("ExcludeFromInteractiveRouting", StringComparison.Ordinal);

    /// <summary>The texts of a file that must stand in an element of their own, and the names in it that a translator would change.</summary>
    public IEnumerable<string> Broken(SourceFile file)
    {
        var nodes = MarkupReader.Read(file.Text);
        var bare = IsStatic(file) ? [] : Bare(nodes, null, FragmentsOf(file));
        return bare.Concat(nodes.SelectMany(node => node.All()).Where(IsTranslatable)).Select(node => $"{file.Path}:{node.Line}: {node.Text.Trim()}");
    }

    private IEnumerable<MarkupNode> Bare(List<MarkupNode> nodes, MarkupNode? parent, HashSet<string> fragments)
    {
        var changes = false;
        foreach (var node in nodes.Where(node => !node.IsBlank))
        {
            switch (node.Kind)
            {
                case MarkupNode.Sort.Text when changes || !Holds(parent):
                case MarkupNode.Sort.Expression when !IsFragment(node, fragments) && !IsKey(node, parent, nodes):
                    yield return node;
                    break;
                default:
                    foreach (var inner in Bare(node.Children, node, fragments))
                    {
                        yield return inner;
                    }
                    break;
            }
            changes |= node.Kind is MarkupNode.Sort.Block or MarkupNode.Sort.Expression || node.Attributes.ContainsKey("@key") || (node.Kind == MarkupNode.Sort.Component && !IsSteady(node.Text));
        }
    }

    // an element keeps its text until it goes itself
    private bool Holds(MarkupNode? parent) => parent?.Kind switch
    {
        MarkupNode.Sort.Element => true,
        MarkupNode.Sort.Component => Holding.Contains(parent.Text) || components[parent.Text].Any(nodes => HoldsContent(nodes, null)),
        _ => false,
    };

    private bool HoldsContent(List<MarkupNode> nodes, MarkupNode? parent)
    {
        var before = nodes.TakeWhile(node => node is not { Kind: MarkupNode.Sort.Expression, Text: "ChildContent" }).ToList();
        return before.Count < nodes.Count
            ? (parent?.Kind == MarkupNode.Sort.Element || (parent?.Kind == MarkupNode.Sort.Component && Holding.Contains(parent.Text))) && before.All(node => node.IsBlank || node.Kind == MarkupNode.Sort.Component && IsSteady(node.Text))
            : nodes.Any(node => HoldsContent(node.Children, node));
    }

    // one element for good, whatever changes within
    private bool IsSteady(string component) => Holding.Contains(component) || components[component].Any(nodes => nodes.All(node =>
        node.IsBlank || (node.Kind == MarkupNode.Sort.Element && !node.Attributes.ContainsKey("@key")) || (node.Kind == MarkupNode.Sort.Component && IsSteady(node.Text))));

    private static bool IsFragment(MarkupNode node, HashSet<string> fragments) => node.Text[0] == '('
        ? !node.Text.Contains('"', StringComparison.Ordinal) && fragments.Any(name => Regex.IsMatch(node.Text, $@"[(?:\s]{name}\b"))
        : fragments.Contains(First().Match(node.Text).Value);

    // alone in an element that is another one when it says something else, as an option that can hold no element
    private static bool IsKey(MarkupNode node, MarkupNode? parent, List<MarkupNode> beside) =>
        parent?.Kind == MarkupNode.Sort.Element && beside.Count(each => !each.IsBlank) == 1 && parent.Attributes.TryGetValue("@key", out var key) && key.Contains(node.Text, StringComparison.Ordinal);

    private HashSet<string> FragmentsOf(SourceFile file) =>
        [.. Fragments, .. files.Where(each => each.Path == file.Path + ".cs").Append(file).SelectMany(each => Declared().Matches(each.Text)).Select(match => match.Groups["name"].Value)];

    private static bool IsTranslatable(MarkupNode node) =>
        node.Kind == MarkupNode.Sort.Element && node.Text != "input" && node.Attributes.GetValueOrDefault("translate") != "no"
        && (node.Text is "code" or "pre" or "kbd" || node.Attributes.GetValueOrDefault("class", "").Split(' ').Any(Written.Contains));

    [GeneratedRegex(@"^\w+")]
    private static partial Regex First();

    [GeneratedRegex(@"RenderFragment(?:<\w+>)?\??\s+(?<name>\w+)")]
    private static partial Regex Declared();
}
