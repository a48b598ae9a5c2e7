using SecretsDashboard.Ui;

namespace SecretsDashboard.Tests.Ui;

/// <summary>What is left for connections of the limit of open files.</summary>
public sealed class ConnectionLimitsTests
{
    [Theory]
    [InlineData(768, 171, 85)]
    [InlineData(1024, 342, 170)]
    [InlineData(int.MaxValue, 1431655424, 715827711)]
    public void Of_ALimit_LeavesRoomForTheServerItself(int openFiles, long plain, long live)
    {
        Assert.Equal((plain, live), ConnectionLimits.Of(openFiles));
        Assert.Equal(openFiles, plain + live + OpenFileLimit.Own);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(767, false)]
    [InlineData(768, true)]
    [InlineData(int.MaxValue, true)]
    public void Problem_BelowTheLeast_IsSaid(int openFiles, bool isEnough) => Assert.Equal(isEnough, OpenFileLimit.Problem(openFiles) is null);

    [Fact]
    public void Read_ThisProcess_HasALimit() => Assert.InRange(OpenFileLimit.Read(), OpenFileLimit.Least, int.MaxValue);
}
