using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Tests.Ui;

/// <summary>The address links are made from, and the origins a browser may name.</summary>
public sealed class SiteAddressTests
{
    [Theory]
    [InlineData("", "http://localhost:5080", "http://localhost:5080")]
    [InlineData("", "http://127.0.0.1:5080", "http://localhost:5080")]
    [InlineData("", "http://[::1]:5080", "http://localhost:5080")]
    [InlineData("https://secrets.example.com/", "http://0.0.0.0:8080", "https://secrets.example.com")]
    [InlineData("https://secrets.example.com:8443", "http://localhost:8080", "https://secrets.example.com:8443")]
    public void PublicOrigin_Table(string setting, string listening, string origin) => Assert.Equal(origin, Site(setting, listening).PublicOrigin);

    [Theory]
    [InlineData("http://localhost:5080", true)]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("http://[::1]:5080", true)]
    [InlineData("HTTP://LOCALHOST:5080", true)]
    [InlineData("https://localhost:5080", false)]
    [InlineData("http://localhost:5081", false)]
    [InlineData("http://localhost", false)]
    [InlineData("http://localhost.evil.example:5080", false)]
    [InlineData("http://localhost:5080/", false)]
    [InlineData("null", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsOwn_OnThisMachine_Table(string? origin, bool own) => Assert.Equal(own, Site("", "http://localhost:5080").IsOwn(origin));

    [Theory]
    [InlineData("https://secrets.example.com", true)]
    [InlineData("http://secrets.example.com", false)]
    [InlineData("https://secrets.example.com:8443", false)]
    [InlineData("https://other.example.com", false)]
    [InlineData("http://localhost:5080", false)]
    [InlineData("http://127.0.0.1:5080", false)]
    public void IsOwn_BehindAProxy_IsThePublicOriginAlone(string origin, bool own) => Assert.Equal(own, Site("https://secrets.example.com", "http://localhost:5080").IsOwn(origin));

    [Fact]
    public void IsOwn_TwoListeningPorts_AreBoth()
    {
        var site = Site("", "http://localhost:5080", "https://localhost:5081");

        Assert.True(site.IsOwn("https://127.0.0.1:5081"));
        Assert.True(site.IsOwn("http://127.0.0.1:5080"));
        Assert.False(site.IsOwn("http://127.0.0.1:5081"));
    }

    [Theory]
    [InlineData("https://secrets.example.com", "secrets.example.com", true)]
    [InlineData("https://secrets.example.com", "SECRETS.example.com:443", true)]
    [InlineData("https://secrets.example.com", "secrets.example.com:8443", false)]
    [InlineData("https://secrets.example.com:8443", "secrets.example.com:8443", true)]
    [InlineData("https://secrets.example.com:8443", "secrets.example.com", true)] // a proxy left the port out
    [InlineData("https://secrets.example.com", "10.0.0.5", false)]
    [InlineData("https://secrets.example.com", "evil.example", false)]
    [InlineData("https://secrets.example.com", "secrets.example.com.evil.example", false)]
    [InlineData("https://secrets.example.com", "localhost:5080", false)]
    [InlineData("https://secrets.example.com", "", false)]
    [InlineData("https://bücher.example", "xn--bcher-kva.example", true)]
    [InlineData("", "localhost:5080", true)]
    [InlineData("", "127.0.0.1:5080", true)]
    [InlineData("", "[::1]:5080", true)]
    [InlineData("", "localhost:5081", false)]
    [InlineData("", "10.0.0.5:5080", false)]
    public void IsOwnHost_Table(string setting, string host, bool own) => Assert.Equal(own, Site(setting, "http://localhost:5080").IsOwnHost(new HostString(host)));

    [Theory]
    [InlineData("", "http://localhost:5080", "sd-5080")]
    [InlineData("https://secrets.example.com", "http://localhost:5080", "__Host-sd-443")]
    [InlineData("https://secrets.example.com:8443", "http://localhost:5080", "__Host-sd-8443")]
    public void CookieName_NamesThePortOfTheBrowser(string setting, string listening, string name) => Assert.Equal(name, Site(setting, listening).CookieName("sd"));

    private static SiteAddress Site(string setting, params string[] listening) =>
        new(Options.Create(new SiteOptions { PublicOrigin = setting }), new ListeningServer(listening));
}
