namespace SecretsDashboard.Tests.Architecture;

/// <summary>Labels, messages, help and log lines say who does what, in that order.</summary>
public sealed class SentenceTests
{
    [Fact]
    public void Sentences_OfBothPrograms_BeginWithTheirSubject() =>
        Assert.Equal("", string.Join("\n", SourceFile.All.Concat(SourceFile.Client).Where(file => !file.IsMigration && !file.Path.EndsWith(".css", StringComparison.Ordinal)).SelectMany(SentenceRule.Broken)));

    [Theory]
    [InlineData("return \"What you typed is kept.\";", true)]
    [InlineData("say(`It failed. Whoever asks again is told.`);", true)]
    [InlineData("<p>Where you are signed in. A session ends.</p>", true)]
    [InlineData("    Whoever has the link joins.", true)]
    [InlineData("\"All but for this one\"", true)]
    [InlineData("\"What is a token?\"", false)]
    [InlineData("<h2>Where does it run?</h2>", false)]
    [InlineData("\"Your text is kept: what you typed stays.\"", false)]
    [InlineData("// What comes first", false)]
    [InlineData("/// <summary>Who acts.</summary>", false)]
    [InlineData("var query = All.Where(row => row.IsLive);", false)]
    public void Broken_Table(string line, bool found) => Assert.Equal(found, SentenceRule.Broken(new SourceFile("Ui/X.razor", line)).Any());
}
