namespace SecretsDashboard.Tests.Architecture;

/// <summary>Labels, messages, log lines, help and manuals say who does what, in that order.</summary>
public sealed class SentenceTests
{
    [Fact]
    public void Sentences_OfBothPrograms_BeginWithTheirSubject() =>
        Assert.Equal("", string.Join("\n", SourceFile.All.Concat(SourceFile.Client).Where(file => !file.IsMigration && !file.Path.EndsWith(".css", StringComparison.Ordinal)).SelectMany(SentenceRule.Broken)));

    [Theory]
    [InlineData("return \"What you typed is kept.\";", true)]
    [InlineData("say(`It failed. Whoever asks again is told.`);", true)]
    [InlineData("<p>Where you are signed in. A session ends.</p>", true)]
    [InlineData("\"It is not. What Windows says is.\"", true)]
    [InlineData("    Whoever has the link joins.", true)]
    [InlineData("\"All but for this one\"", true)]
    [InlineData("\"It goes to whoever asks\"", true)]
    [InlineData("\"There is none\"", true)]
    [InlineData("\"There is nonetheless one\"", false)]
    [InlineData("\"What is a token?\"", false)]
    [InlineData("<h2>Where does it run?</h2>", false)]
    [InlineData("\"Your text is kept: what you typed stays.\"", false)]
    [InlineData("// What comes first", false)]
    [InlineData("/// <summary>Who acts.</summary>", false)]
    [InlineData("var query = All.Where(row => row.IsLive);", false)]
    public void Broken_Table(string line, bool found) => Assert.Equal(found, SentenceRule.Broken(new SourceFile("Ui/X.razor", line)).Any());

    [Fact]
    public void Sentences_OfEveryPageOfText_BeginWithTheirSubject()
    {
        var root = SourceFile.Root();
        var pages = Directory.EnumerateFiles(root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories))
            .Append(Path.Combine(root, "bench", "README.md")).Append(Path.Combine(root, "SecretsDashboard", "Encryption", "README.md")).ToList();

        Assert.True(pages.Count > 30, $"only {pages.Count} pages were found");
        Assert.Equal("", string.Join("\n", pages.SelectMany(page => SentenceRule.BrokenText(Path.GetRelativePath(root, page), File.ReadAllText(page)))));
    }

    [Theory]
    [InlineData("What you typed stays.", true)]
    [InlineData("It failed. Where it runs, nobody\nknows.", true)]
    [InlineData("It is\nthere. Who has it\nis asked.", true)]
    [InlineData("* Whoever asks is told.", true)]
    [InlineData("1. **Where there is one**, it counts.", true)]
    [InlineData("| a | What it means |", true)]
    [InlineData("Note: What `x` does not say.", true)]
    [InlineData("All of it, but\nfor this.", true)]
    [InlineData("It goes to\nwhoever asks.", true)]
    [InlineData("What is a token? It opens.", false)]
    [InlineData("## What is promised", false)]
    [InlineData("```sh\nWhat it is.\n```", false)]
    [InlineData("It says `Who goes there.` and `is none`.", false)]
    [InlineData("It says what you typed.", false)]
    [InlineData("| Reason | What to do |", false)]
    [InlineData("| What | Where |", false)]
    public void BrokenText_Table(string text, bool found) => Assert.Equal(found, SentenceRule.BrokenText("x.md", text).Any());
}
