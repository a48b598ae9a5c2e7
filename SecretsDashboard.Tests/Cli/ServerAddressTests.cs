extern alias cli;

using cli::SecretsDashboard.Cli;

namespace SecretsDashboard.Tests.Cli;

/// <summary>Which addresses the client talks to.</summary>
public sealed class ServerAddressTests
{
    [Theory]
    [InlineData(null, "http://localhost:5080/")]
    [InlineData("", "http://localhost:5080/")]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080/")]
    [InlineData("http://[::1]:5080/", "http://[::1]:5080/")]
    [InlineData("https://secrets.example.com", "https://secrets.example.com/")]
    [InlineData("https://example.com/secrets", "https://example.com/secrets/")]
    public void Parse_GoodAddress_EndsWithASlash(string? text, string address) => Assert.Equal(address, ServerAddress.Parse(text).AbsoluteUri);

    [Theory]
    [InlineData("http://secrets.example.com")]
    [InlineData("http://192.168.1.5:5080")]
    [InlineData("http://localhost.example.com")]
    [InlineData("ftp://localhost")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/api")]
    [InlineData("localhost:5080")]
    [InlineData("nonsense")]
    [InlineData("https://user:canary@example.com")]
    [InlineData("https://example.com/?token=canary")]
    [InlineData("https://example.com/#canary")]
    [InlineData("https://example.com/api/v1")]
    [InlineData("https://example.com/api/v1/")]
    [InlineData("https://example.com/secrets/api")]
    public void Parse_BadAddress_IsRefusedWithoutRepeatingIt(string text)
    {
        var failure = Assert.Throws<ClientFailure>(() => ServerAddress.Parse(text));

        Assert.Equal(78, failure.ExitCode);
        Assert.DoesNotContain("canary", failure.Message, StringComparison.Ordinal);
    }
}
