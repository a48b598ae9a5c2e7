extern alias cli;

using cli::SecretsDashboard.Cli;

namespace SecretsDashboard.Tests.Cli;

/// <summary>Lengths of time as people write them.</summary>
public sealed class DurationTests
{
    [Theory]
    [InlineData("1s", 1)]
    [InlineData("90s", 90)]
    [InlineData("30m", 1800)]
    [InlineData("24h", 86400)]
    [InlineData("7d", 604800)]
    public void Parse_Duration_IsRead(string text, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Duration.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("24")]
    [InlineData("0h")]
    [InlineData("-1h")]
    [InlineData("+1h")]
    [InlineData("1.5h")]
    [InlineData("1 h")]
    [InlineData("1w")]
    [InlineData("24H")]
    [InlineData("367d")]
    [InlineData("99999999999d")]
    public void Parse_AnythingElse_IsNull(string text) => Assert.Null(Duration.Parse(text));

    [Theory]
    [InlineData(5, "5 s")]
    [InlineData(65, "1 min 5 s")]
    [InlineData(7260, "2 h 1 min")]
    [InlineData(260_000, "3 days 0 h")]
    public void Text_Age_HasTwoUnits(int seconds, string text) => Assert.Equal(text, Duration.Text(TimeSpan.FromSeconds(seconds)));
}
