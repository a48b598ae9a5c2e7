using SecretsDashboard.Access;

namespace SecretsDashboard.Tests.Access;

/// <summary>Names are seen whole; scripts and emoji that need a joiner keep it.</summary>
public sealed class PlainNameTests
{
    private const string Hidden = "Name must have no invisible characters";

    [Theory]
    [InlineData(" Bot ", null)]
    [InlineData(null, "Name is required")]
    [InlineData("  ", "Name is required")]
    [InlineData("two\nlines", "Name must be one line")]
    [InlineData("two\u2028lines", "Name must be one line")]
    [InlineData("\0", "Name must be one line")]
    [InlineData("12345678901", "Name is too long: at most 10 characters")]
    [InlineData("\u200B", Hidden)]
    [InlineData("Bob\u202Egnp", Hidden)]
    [InlineData("\uFEFFAda", Hidden)]
    [InlineData("A\u00ADda", Hidden)]
    [InlineData("\u200DAda", Hidden)]
    [InlineData("Ada\u200D", Hidden)]
    [InlineData("A\u200D\u200Dda", Hidden)]
    [InlineData("Ada\u3164", Hidden)]
    [InlineData("\u115F", Hidden)]
    [InlineData("A\u034Fda", Hidden)]
    [InlineData("Ada\u2800L", Hidden)]
    [InlineData("Ada\u00A0L", Hidden)]
    [InlineData("\u2764\uFE0F", null)]
    [InlineData("\u0645\u06CC\u200C\u062E", null)]
    [InlineData("\U0001F469\u200D\U0001F4BB", null)]
    [InlineData("Ørjan Ñ", null)]
    public void Problem_Table(string? name, string? problem) => Assert.Equal(problem, PlainName.Problem(name, 10));

    [Theory]
    [InlineData("ada@exa\u200Bmple.com")]
    [InlineData("\u202Ead@x.com")]
    public void Email_WithWhatIsNotSeen_IsRefused(string email) => Assert.Equal("Email must have no letters but a to z", PersonEmail.Problem(email));
}
