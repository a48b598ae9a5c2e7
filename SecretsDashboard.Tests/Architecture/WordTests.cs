namespace SecretsDashboard.Tests.Architecture;

/// <summary>Values are named in their rooms only, types say what they are, and files stay short.</summary>
public sealed class WordTests
{
    // split, so that this file does not find itself
    private const string Skipped = "Skip" + " =";

    [Fact]
    public void Plaintext_EveryFile_IsNamedInItsRoomsOnly() => Assert.Empty(SourceFile.All.Where(WordRule.NamesPlaintext).Select(file => file.Path));

    [Theory]
    [InlineData("Shell/X.razor", "<p>@plainText</p>", true)]
    [InlineData("Secrets/SecretList.cs", "// the Plaintext", true)]
    [InlineData("Secrets/X.razor.js", "const PLAINTEXT = 1;", true)]
    [InlineData("Program.cs", "new Plaintext(1)", true)]
    [InlineData("Encryption/X.cs", "new Plaintext(1)", false)]
    [InlineData("Secrets/SecretChanges.cs", "new Plaintext(1)", false)]
    [InlineData("Ui/ValueField.razor.js", "// plaintext", false)]
    [InlineData("Api/X.cs", "new Plaintext(1)", false)]
    [InlineData("Shell/X.razor", "<p>plain text</p>", false)]
    public void NamesPlaintext_Table(string path, string text, bool found) => Assert.Equal(found, WordRule.NamesPlaintext(new SourceFile(path, text)));

    [Fact]
    public void Names_EveryType_SayWhatItIs() => Assert.Empty(SourceFile.All.Where(file => !file.IsMigration).SelectMany(WordRule.ForbiddenNames));

    [Theory]
    [InlineData("internal sealed class SecretManager", true)]
    [InlineData("public static class StringHelper", true)]
    [InlineData("internal abstract class StoreBase", true)]
    [InlineData("internal sealed record ProjectInfo(int X);", true)]
    [InlineData("public readonly record struct ImportProcess(int X);", true)]
    [InlineData("internal static class Utils", true)]
    [InlineData("internal enum CommonWords", true)]
    [InlineData("internal sealed class DatabaseStartup", false)]
    [InlineData("internal sealed class SecretStore : ManagerBase", false)]
    [InlineData("    private sealed class Common", false)]
    public void ForbiddenNames_Table(string text, bool found) => Assert.Equal(found, WordRule.ForbiddenNames(new SourceFile("Ui/X.cs", text)).Any());

    [Fact]
    public void Files_EveryOne_HasOneTopLevelType() =>
        Assert.Empty(SourceFile.All.Concat(SourceFile.Tests).Where(file => !file.IsMigration && WordRule.Types(file).Count() > 1).Select(file => file.Path));

    [Fact]
    public void Types_TwoInAFile_AreBothFound()
    {
        const string Text = "namespace X;\n\npublic sealed partial class A\n{\n    private enum Inner;\n}\n\ninternal sealed record B(int C);\n";

        Assert.Equal(["A", "B"], WordRule.Types(new SourceFile("Ui/X.cs", Text)));
    }

    [Fact]
    public void Files_EveryOne_IsShort() => Assert.Empty(SourceFile.All.Concat(SourceFile.Tests).Select(SizeRule.TooLong).OfType<string>());

    [Theory]
    [InlineData("Ui/X.cs", 250, false)]
    [InlineData("Ui/X.cs", 251, true)]
    [InlineData("Ui/X.razor", 150, false)]
    [InlineData("Ui/X.razor", 151, true)]
    [InlineData("Ui/X.razor.cs", 151, false)]
    public void TooLong_Table(string path, int lines, bool tooLong) =>
        Assert.Equal(tooLong, SizeRule.TooLong(new SourceFile(path, string.Concat(Enumerable.Repeat("x\n", lines)))) is not null);

    [Fact]
    public void Tests_None_IsSkipped() => Assert.Empty(SourceFile.Tests.Where(IsSkipped).Select(file => file.Path));

    [Fact]
    public void IsSkipped_SkippedTest_IsFound() => Assert.True(IsSkipped(new SourceFile("X.cs", $"[Fact({Skipped} \"later\")]")));

    [Fact]
    public void Markup_NoComponent_TrustsText() => Assert.Empty(SourceFile.All.Where(TrustsText).Select(file => file.Path));

    [Fact]
    public void TrustsText_MarkupString_IsFound() => Assert.True(TrustsText(new SourceFile("Ui/X.razor", "@((MarkupString)text)")));

    private static bool IsSkipped(SourceFile file) => file.Text.Contains(Skipped, StringComparison.Ordinal);

    private static bool TrustsText(SourceFile file) => file.Text.Contains("MarkupString", StringComparison.Ordinal);
}
