extern alias cli;

using cli::SecretsDashboard.Cli;

namespace SecretsDashboard.Tests.Cli;

/// <summary>Which servers a list in NO_PROXY names.</summary>
public sealed class NoProxyTests
{
    [Theory]
    [InlineData("*")]
    [InlineData("secrets.example.com")]
    [InlineData("SECRETS.Example.COM")]
    [InlineData("example.com")]
    [InlineData(".example.com")]
    [InlineData("*.example.com")]
    [InlineData("secrets.example.com:8443")]
    [InlineData(".example.com:8443")]
    [InlineData("localhost, 127.0.0.1 ,, example.com")]
    [InlineData("localhost 127.0.0.1 example.com")]
    public void Names_ServerByName_IsFound(string list) => Assert.True(NoProxy.Names(new("https://secrets.example.com:8443/"), list));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ample.com")]
    [InlineData("secrets.example.com.org")]
    [InlineData("secrets.example.com:443")]
    [InlineData("secrets.example.com:x")]
    [InlineData("other.secrets.example.com")]
    [InlineData(".")]
    [InlineData("*.")]
    [InlineData("10.0.0.0/8")]
    [InlineData("0.0.0.0/0")]
    public void Names_AnotherServer_IsNotFound(string? list) => Assert.False(NoProxy.Names(new("https://secrets.example.com:8443/"), list));

    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3", true)]
    [InlineData("10.1.2.3", "10.1.2.3:443", true)]
    [InlineData("10.1.2.3", "10.1.2.3:444", false)]
    [InlineData("10.1.2.3", "10.1.2.30", false)]
    [InlineData("10.1.2.3", "2.3", false)]
    [InlineData("10.1.2.3", "10.0.0.0/8", true)]
    [InlineData("10.1.2.3", "10.1.2.9/8", true)]
    [InlineData("10.1.2.3", "10.1.2.2/31", true)]
    [InlineData("10.1.2.3", "10.1.2.2/32", false)]
    [InlineData("10.1.2.3", "0.0.0.0/0", true)]
    [InlineData("10.1.2.3", "10.0.0.0/33", false)]
    [InlineData("10.1.2.3", "10.0.0.0/-1", false)]
    [InlineData("10.1.2.3", "10.0.0.0/", false)]
    [InlineData("10.1.2.3", "::/0", false)]
    [InlineData("[2001:db8::1]", "2001:db8::1", true)]
    [InlineData("[2001:db8::1]", "[2001:db8::1]", true)]
    [InlineData("[2001:db8::1]", "[2001:db8::1]:443", true)]
    [InlineData("[2001:db8::1]", "[2001:db8::1]:444", false)]
    [InlineData("[2001:db8::1]", "2001:DB8::/32", true)]
    [InlineData("[2001:db8::1]", "2001:db9::/32", false)]
    public void Names_ServerByAddress_FollowsAddressesNetworksAndPorts(string host, string list, bool isNamed) =>
        Assert.Equal(isNamed, NoProxy.Names(new($"https://{host}/"), list));
}
