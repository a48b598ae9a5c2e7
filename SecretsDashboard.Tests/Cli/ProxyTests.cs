using System.Net;
using System.Net.Sockets;

namespace SecretsDashboard.Tests.Cli;

/// <summary>Proxies that the environment names: who is told to be at fault, and which servers are reached without one.</summary>
public sealed class ProxyTests : ClientTest
{
    private const string Dead = "http://127.0.0.1:1";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Api.Secrets["GOOD"] = "canary-value";
    }

    [Fact]
    public async Task Run_PlainHttpToThisMachine_UsesNone()
    {
        Client.Variables["http_proxy"] = Dead;
        Client.Variables["all_proxy"] = Dead;

        (await Client.RunAsync("run", "--", "sh", "-c", "echo ${#GOOD}")).AssertDone("12\n");
    }

    [Theory]
    [InlineData("HTTPS_PROXY")]
    [InlineData("https_proxy")]
    [InlineData("ALL_PROXY")]
    public async Task Run_DeadProxy_IsTold(string variable)
    {
        Client.Variables["SECRETS_URL"] = "https://secrets.example.com";
        Client.Variables[variable] = Dead;
        Client.Variables["SECRETS_TIMEOUT"] = "1";

        (await TouchAsync()).AssertRefused(69, "the proxy cannot be reached", "HTTPS_PROXY", "NO_PROXY");
    }

    [Theory]
    [InlineData("407 Proxy Authentication Required", "name and a password (HTTP 407)")]
    [InlineData("403 Forbidden", "the proxy does not connect to the server (HTTP 403)")]
    [InlineData("500 Internal Server Error", "the proxy does not connect to the server (HTTP 500)")]
    public async Task Run_ProxyRefuses_IsToldAsTheProxys(string answer, string words)
    {
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        Client.Variables["SECRETS_URL"] = "https://secrets.example.com";
        Client.Variables["HTTPS_PROXY"] = $"http://{proxy.LocalEndpoint}";
        var refusing = RefuseAsync(proxy, answer);

        var result = await TouchAsync();
        proxy.Stop();
        await refusing;

        result.AssertRefused(69, words, "HTTPS_PROXY");
    }

    [Theory]
    [InlineData("*")]
    [InlineData("localhost, .invalid")]
    [InlineData("NO-SUCH-HOST.invalid:443")]
    public async Task Run_ServerInNoProxy_IsReachedWithoutOne(string list)
    {
        Client.Variables["SECRETS_URL"] = "https://no-such-host.invalid";
        Client.Variables["HTTPS_PROXY"] = Dead;
        Client.Variables["NO_PROXY"] = list;

        (await TouchAsync()).AssertRefused(69, "the server cannot be reached");
    }

    private static async Task RefuseAsync(TcpListener proxy, string answer)
    {
        try
        {
            while (true)
            {
                using var connection = await proxy.AcceptTcpClientAsync();
                var stream = connection.GetStream();
                _ = await stream.ReadAsync(new byte[4096]);
                await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            }
        }
        catch (SocketException)
        {
            // it was stopped
        }
        catch (ObjectDisposedException)
        {
            // the same
        }
    }
}
