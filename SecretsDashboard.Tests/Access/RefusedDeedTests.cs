using SecretsDashboard.Access;

namespace SecretsDashboard.Tests.Access;

/// <summary>A refusal reads as a sentence whatever was tried.</summary>
public sealed class RefusedDeedTests
{
    [Theory]
    [InlineData("manage people", "manage people")]
    [InlineData("manage instance", "change the server's settings")]
    [InlineData("read instance audit", "read the server's audit log")]
    [InlineData("a deed of an earlier version", "a deed of an earlier version")]
    public void In_AnEntry_IsAPartOfASentence(string tried, string words) => Assert.Equal(words, RefusedDeed.In(tried));

    [Fact]
    public void In_EachPermission_HasWordsOfItsOwn()
    {
        var words = Enum.GetNames<Permission>().Select(RefusedDeed.In).ToList();

        Assert.Equal(words.Count, words.Distinct().Count());
    }
}
