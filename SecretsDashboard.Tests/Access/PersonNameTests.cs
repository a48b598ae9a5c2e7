using SecretsDashboard.Access;

namespace SecretsDashboard.Tests.Access;

/// <summary>A word of a name is of one script among those that look alike.</summary>
public sealed class PersonNameTests
{
    [Theory]
    [InlineData("\u0410da Lovelace", "Name mixes Latin with Cyrillic letters: “\u0410” in “\u0410da”")]
    [InlineData("Ada L\u043Evelace", "Name mixes Latin with Cyrillic letters: “\u043E” in “L\u043Evelace”")]
    [InlineData("Ad\u03B1", "Name mixes Latin with Greek letters: “\u03B1” in “Ad\u03B1”")]
    [InlineData("\uFF21\u0434\u0430", "Name mixes Latin with Cyrillic letters: “\u0434” in “\uFF21\u0434\u0430”")]
    [InlineData("Адa", "Name mixes Latin with Cyrillic letters: “А” in “Адa”")]
    [InlineData("Ада Лавлейс", null)]
    [InlineData("Ada Лавлейс", null)]
    [InlineData("Anna-Мария", null)]
    [InlineData("Ἀριστοτέλης", null)]
    [InlineData("Ørjan Ñandú", null)]
    [InlineData("山田 Taro", null)]
    [InlineData("", "Name is required")]
    [InlineData("A\u200Bda", "Name must have no invisible characters")]
    public void Problem_Table(string name, string? problem) => Assert.Equal(problem, PersonName.Problem(name, 100));
}
