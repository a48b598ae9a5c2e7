using SecretsDashboard.Data;
using SecretsDashboard.Secrets;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>What stands in the address of the secrets page is read back as it was, and what is no filter is left out.</summary>
public sealed class SecretQueryTests
{
    [Fact]
    public void Address_ReadBack_IsTheSame()
    {
        var query = new SecretQuery { Search = "a&b=ä #", Type = SecretType.ConnectionString, NotSetIn = "load-test", NeverDelivered = true, Project = "web-shop", Order = SecretOrder.Changed, Descending = true, Page = 3 };
        var address = new Uri($"http://localhost{query.Address("/projects/bot", "API_KEY")}");

        Assert.Equal(query, SecretQuery.Read(address));
        Assert.Equal("API_KEY", SecretQuery.Open(address));
        Assert.Equal("/projects/bot", address.AbsolutePath);
    }

    [Fact]
    public void Address_OfNothingSpecial_IsThePath() => Assert.Equal("/personal", new SecretQuery().Address("/personal", null));

    [Theory]
    [InlineData("?type=nonsense&sort=7&order=sideways&page=0&delivered=maybe&missing=")]
    [InlineData("?type=3&page=-2&search=")]
    [InlineData("?page=1")]
    [InlineData("")]
    public void Read_PartsThatAreNoFilter_AreLeftOut(string fields)
    {
        Assert.Equal(new SecretQuery(), SecretQuery.Read(new Uri($"http://localhost/projects/bot{fields}")));
        Assert.Null(SecretQuery.Open(new Uri($"http://localhost/projects/bot{fields}&secret=")));
    }
}
