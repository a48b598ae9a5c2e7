using System.Text;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>Codes of authenticator apps: the published vectors of RFC 6238, the window, and no code that is not newer.</summary>
public sealed class TimeCodeTests
{
    private static readonly byte[] Seed = Encoding.ASCII.GetBytes("12345678901234567890");
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_111_111_111);

    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Of_PublishedVectors_AreMet(long seconds, string code)
    {
        var step = TimeCode.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds));

        Assert.Equal(code[2..], TimeCode.Of(Seed, step));
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void StepOf_Window_IsOneStepEachWay(int off, bool counts)
    {
        var step = TimeCode.StepAt(Now) + off;

        Assert.Equal(counts ? step : null, TimeCode.StepOf(Seed, TimeCode.Of(Seed, step), Now, last: 0));
    }

    [Fact]
    public void StepOf_NotNewerThanTheLast_CountsForNothing()
    {
        var step = TimeCode.StepAt(Now);

        Assert.Null(TimeCode.StepOf(Seed, TimeCode.Of(Seed, step), Now, last: step));
        Assert.Null(TimeCode.StepOf(Seed, TimeCode.Of(Seed, step - 1), Now, last: step));
        Assert.Equal(step + 1, TimeCode.StepOf(Seed, TimeCode.Of(Seed, step + 1), Now, last: step));
    }

    [Theory]
    [InlineData("")]
    [InlineData("000000")]
    [InlineData("50471")]
    [InlineData("0504710")]
    [InlineData("٠٥٠٤٧١")]
    public void StepOf_NoCode_CountsForNothing(string code) => Assert.Null(TimeCode.StepOf(Seed, code, Now, last: 0));

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void AppKeyText_PublishedVectors_AreMet(string text, string encoded) => Assert.Equal(encoded, AppKeyText.Of(Encoding.ASCII.GetBytes(text)));
}
