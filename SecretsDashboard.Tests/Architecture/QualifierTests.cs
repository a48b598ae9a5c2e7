using System.Text.RegularExpressions;

namespace SecretsDashboard.Tests.Architecture;

/// <summary><c>this.</c> stands only where a parameter or a local of the same name hides the member. The compiler checks all other rules of style; of this one only an editor knows.</summary>
public sealed partial class QualifierTests
{
    [Fact]
    public void This_WithoutAnythingThatHidesTheMember_StandsNowhere()
    {
        Assert.Empty(SourceFile.All.Concat(SourceFile.Tests).Concat(SourceFile.Client).Where(file => file.IsCSharp || file.IsRazor).SelectMany(Needless));
    }

    [Theory]
    [InlineData("private readonly int size = 1;\npublic int Size => this.size;", 1)]
    [InlineData("private int size;\npublic Box(int size) => this.size = size;", 0)]
    [InlineData("private int size;\npublic void Set(int other)\n{\n    var size = other;\n    this.size = size;\n}", 0)]
    [InlineData("private static int Size(this Box box) => box.Size;", 0)]
    public void Needless_Table(string text, int expected)
    {
        Assert.Equal(expected, Needless(new SourceFile("Ui/Box.cs", text)).Count());
    }

    private static IEnumerable<string> Needless(SourceFile file) => This().Matches(Comment().Replace(file.Text, "")).Select(match => match.Groups[1].Value).Distinct()
        .Where(name => !Regex.IsMatch(file.Text, $@"[\w>\]?] {name}[,)]|^ +(var|(?!private|internal|public|protected|static|readonly)[\w<>\[\]?]+) {name} =", RegexOptions.Multiline))
        .Select(name => $"{file.Path}: this.{name}");

    [GeneratedRegex(@"\bthis\.(\w+)")]
    private static partial Regex This();

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();
}
