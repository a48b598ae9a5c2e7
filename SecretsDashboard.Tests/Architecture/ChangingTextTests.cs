namespace SecretsDashboard.Tests.Architecture;

/// <summary>Pages survive what changes their text nodes: browsers that translate, extensions, password managers.</summary>
public sealed class ChangingTextTests
{
    private static readonly ChangingTextRule Rule = new(SourceFile.All);

    [Fact]
    public void Markup_EveryComponent_HasNoBareTextThatChanges() => Assert.Empty(SourceFile.All.Where(file => file.IsRazor).SelectMany(Rule.Broken));

    [Theory]
    [InlineData("<p>@name</p>", "name")]
    [InlineData("<p>Name: @(name ?? \"\")</p>", "(name ?? \"\")")]
    [InlineData("<p>@Words(name) is here</p>", "is here")]
    [InlineData("<p>@if (x) { <b>a</b> } c</p>", "c")]
    [InlineData("<p>\n@if (x)\n{\n<text>Waiting…</text>\n}\nelse\n{\n<b>Here</b>\n}\n</p>", "Waiting…")]
    [InlineData("@if (x) { foreach (var y in z) { @y.Name } }", "y.Name")]
    [InlineData("@switch (x) { case 1: <b>@x</b> break; default: <i>b</i> break; }", "x")]
    [InlineData("Bare", "Bare")]
    [InlineData("<CascadingValue Value=\"@(\"<\")\">Bare</CascadingValue>", "Bare")]
    [InlineData("<ModalDialog>@Title</ModalDialog>", "Title")]
    [InlineData("<p><Pager />of it</p>", "of it")]
    [InlineData("<p><b @key=\"x\">@x</b> of it</p>", "of it")]
    [InlineData("<option @key=\"id\">@name</option>", "name")]
    [InlineData("@code {\n    private RenderFragment Lock => @<b>@name</b>;\n}", "name")]
    [InlineData("<td class=\"code\">x</td>", "td")]
    [InlineData("<p><code>x</code></p>", "code")]
    public void Broken_BareText_IsFound(string markup, string found) => Assert.Equal([found], Found(markup));

    [Theory]
    [InlineData("<p>Text that stays, <Icon Name=\"@icon\" />beside what stays</p>")]
    [InlineData("<p>Before @Words(name)</p>")]
    [InlineData("<p>@* @name *@@Words($\"{a} of {(b is \"}\" ? 1 : 2)}\")@if (x) { <b>a</b> } <span>c</span></p>")]
    [InlineData("<NavLink href=\"@(\"a\")\">Text</NavLink><PageHeading>Text</PageHeading>")]
    [InlineData("<option @key=\"(id, name)\">@name</option>")]
    [InlineData("@Head(\"x\")@(locked ? Lock : null)\n@code {\n    // don't\n    private RenderFragment Head(string text) => @<b>@Words(text)</b>;\n    private RenderFragment Lock => @<b>x</b>;\n}")]
    [InlineData("<td class=\"code\" translate=\"no\">x</td><input class=\"code\" />")]
    [InlineData("@attribute [ExcludeFromInteractiveRouting]\n<p>@name</p>")]
    public void Broken_TextInItsPlace_IsNotFound(string markup) => Assert.Empty(Found(markup));

    private static IEnumerable<string> Found(string markup) => Rule.Broken(new SourceFile("Ui/X.razor", markup)).Select(found => found[(found.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
}
