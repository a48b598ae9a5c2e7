using SecretsDashboard.Secrets;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>In which words it is said where a secret has no value.</summary>
public sealed class SecretGapsTests
{
    [Theory]
    [InlineData("+++", "Set everywhere", false)]
    [InlineData("+s+", "Set everywhere", false)]
    [InlineData("+n+", "Set where it is needed", false)]
    [InlineData("+n-", "Not set: Production", true)]
    [InlineData("++-", "Not set: Production", true)]
    [InlineData("-s-", "Not set: Development, Production", true)]
    [InlineData("---", "Not set anywhere", true)]
    [InlineData("-+---", "4 of 5 not set: Development, Production, Preview, Load test", true)]
    public void Of_Cells_NamesWhatIsMissing(string cells, string text, bool isMissing)
    {
        var columns = ((string[])["Development", "Staging", "Production", "Preview", "Load test"]).Take(cells.Length)
            .Select(name => new SecretColumn(Guid.NewGuid(), name, name, IsProtected: false, IsLocked: false, IsProduction: false)).ToList();

        Assert.Equal(new SecretGaps(text, isMissing), SecretGaps.Of(columns, [.. cells.Select(cell => new SecretCell(cell == '+', null) { IsShared = cell == 's', IsNotNeeded = cell == 'n' })]));
    }
}
