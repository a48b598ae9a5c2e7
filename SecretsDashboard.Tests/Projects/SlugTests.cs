using SecretsDashboard.Projects;

namespace SecretsDashboard.Tests.Projects;

/// <summary>Slugs: the rule, and the slug a name makes.</summary>
public sealed class SlugTests
{
    [Theory]
    [InlineData("bot", null)]
    [InlineData("0", null)]
    [InlineData("a-b-", null)]
    [InlineData("", "Slug is required")]
    [InlineData("-bot", "Slug may hold a to z, 0 to 9 and hyphens, and starts with a letter or digit")]
    [InlineData("Bot", "Slug may hold a to z, 0 to 9 and hyphens, and starts with a letter or digit")]
    [InlineData("my bot", "Slug may hold a to z, 0 to 9 and hyphens, and starts with a letter or digit")]
    [InlineData("bot\n", "Slug may hold a to z, 0 to 9 and hyphens, and starts with a letter or digit")]
    [InlineData("bot/..", "Slug may hold a to z, 0 to 9 and hyphens, and starts with a letter or digit")]
    [InlineData("бот", "Slug may hold a to z, 0 to 9 and hyphens, and starts with a letter or digit")]
    public void Problem_Table(string slug, string? problem) => Assert.Equal(problem, Slug.Problem(slug));

    [Fact]
    public void Problem_Length_EndsAtSixtyThree()
    {
        Assert.Null(Slug.Problem(new string('a', 63)));
        Assert.Equal("Slug is too long: at most 63 characters", Slug.Problem(new string('a', 64)));
    }

    [Theory]
    [InlineData("My Bot", "my-bot")]
    [InlineData("  My -- Bot! 2 ", "my-bot-2")]
    [InlineData("Ünder", "nder")]
    [InlineData("\uFF22\uFF4F\uFF54\u3000\uFF12", "bot-2")]
    [InlineData("бот", "")]
    [InlineData("", "")]
    [InlineData("---", "")]
    public void From_Name_IsASlugOrEmpty(string name, string slug) => Assert.Equal(slug, Slug.From(name));

    [Fact]
    public void From_LongName_IsCutToAValidSlug()
    {
        var slug = Slug.From(new string('a', 62) + " bcd");

        Assert.Equal(new string('a', 62), slug);
        Assert.Null(Slug.Problem(slug));
    }

    [Fact]
    public void ProjectForm_Slug_FollowsTheNameUntilItIsChanged()
    {
        var form = new ProjectForm { Name = "My" };
        Assert.Equal("my", form.Slug);
        form.Name = "My Bot";
        Assert.Equal("my-bot", form.Slug);
        form.Slug = "robot";
        form.Name = "My Bots";
        Assert.Equal("robot", form.Slug);
    }
}
