using SecretsDashboard.Ui;

namespace SecretsDashboard.Tests.Ui;

/// <summary>Which addresses the server may listen on, and that everything wrong is listed at once.</summary>
public sealed class SiteOptionsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("http://localhost:5080", "")]
    [InlineData("http://127.0.0.1:5080;http://[::1]:5080", "")]
    [InlineData("http://localhost:5080", "http://localhost:5080")]
    [InlineData("http://0.0.0.0:8080", "https://secrets.example.com")]
    [InlineData("http://*:8080;http://10.0.0.1:80", "https://secrets.example.com/")]
    [InlineData("https://localhost:5081", "https://secrets.example.com:8443")]
    public void Problems_Fine_AreNone(string urls, string origin) => Assert.Empty(Options(urls, origin).Problems());

    [Theory]
    [InlineData("http://*:5080", "")]
    [InlineData("http://+:5080", "")]
    [InlineData("http://0.0.0.0:5080", "")]
    [InlineData("http://[::]:5080", "")]
    [InlineData("http://10.0.0.1:5080", "")]
    [InlineData("http://secrets.example.com", "")]
    [InlineData("https://secrets.example.com", "")]
    [InlineData("http://*:5080", "http://localhost:5080")]
    [InlineData("http://localhost.evil.example:5080", "")]
    [InlineData("http://localhost:5080;http://192.168.1.4:5080", "")]
    public void Problems_BeyondThisMachineWithoutHttps_IsRefused(string urls, string origin)
    {
        var url = urls.Split(';')[^1];

        Assert.Equal([$"Urls: {url} is reachable from other machines; set PublicOrigin to the https address people use."], Options(urls, origin).Problems());
    }

    [Fact]
    public void Problems_OriginInClear_IsRefused() => Assert.Equal(
        ["PublicOrigin: http://secrets.example.com/ is not https; without it passwords and values pass the network in clear."],
        Options("http://localhost:5080", "http://secrets.example.com").Problems());

    [Theory]
    [InlineData("secrets.example.com")]
    [InlineData("ftp://secrets.example.com")]
    [InlineData("https://secrets.example.com/path")]
    [InlineData("https://secrets.example.com/?a=b")]
    [InlineData("https://secrets.example.com/#a")]
    [InlineData("https://user@secrets.example.com")]
    [InlineData(" ")]
    public void Problems_OriginThatIsNone_IsRefused(string origin) =>
        Assert.Equal(["PublicOrigin: an address such as https://secrets.example.com is needed, without a path."], Options("", origin).Problems());

    [Fact]
    public void Validate_EverythingWrong_ListsAllAtOnce()
    {
        var options = Options("nonsense;http://*:80", "nonsense");
        options.TrustedProxies = ["10.0.0.0/8", "10.0.0.1/40", "proxy"];

        var result = new SiteOptionsValidation().Validate(null, options);

        Assert.Equal(
            [
                "PublicOrigin: an address such as https://secrets.example.com is needed, without a path.",
                "Urls: nonsense is not an address such as http://localhost:5080.",
                "Urls: http://*:80 is reachable from other machines; set PublicOrigin to the https address people use.",
                "TrustedProxies: 10.0.0.1/40 is not a network such as 10.0.0.0/8.",
                "TrustedProxies: proxy is not a network such as 10.0.0.0/8.",
            ],
            result.Failures);
        Assert.True(new SiteOptionsValidation().Validate(null, new SiteOptions()).Succeeded);
    }

    [Theory]
    [InlineData("http://localhost:5080", "", false)]
    [InlineData("https://localhost:5081", "", true)]
    [InlineData("http://localhost:5080", "https://secrets.example.com", true)]
    [InlineData("", "", false)]
    public void IsHttps_WhatTheBrowserSees_Counts(string urls, string origin, bool https) => Assert.Equal(https, Options(urls, origin).IsHttps);

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.9.9.9", true)]
    [InlineData("[::1]", true)]
    [InlineData("::1", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("[::]", false)]
    [InlineData("localhost.example.com", false)]
    [InlineData("128.0.0.1", false)]
    public void IsLoopback_Table(string host, bool loopback) => Assert.Equal(loopback, SiteOptions.IsLoopback(host));

    private static SiteOptions Options(string urls, string origin) => new() { Urls = urls, PublicOrigin = origin };
}
