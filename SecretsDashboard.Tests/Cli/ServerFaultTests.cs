using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace SecretsDashboard.Tests.Cli;

/// <summary>A server that is down, slow, someone else or says no: the exit code, one line with a hint, and a command that did not start.</summary>
public sealed class ServerFaultTests : ClientTest
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Api.Secrets["GOOD"] = "canary-value";
    }

    [Theory]
    [InlineData(401, "unauthorized", 77, "Tokens page")]
    [InlineData(401, null, 69, "on the way")]
    [InlineData(511, null, 69, "on the way")]
    [InlineData(403, null, 69, "on the way")]
    [InlineData(407, null, 69, "HTTP 407")]
    [InlineData(413, null, 69, "on the way")]
    [InlineData(429, null, 75, "on the way")]
    [InlineData(403, "forbidden", 77, "lacks the right")]
    [InlineData(404, "not_found", 69, "SECRETS_URL")]
    [InlineData(404, null, 69, "SECRETS_URL")]
    [InlineData(405, null, 69, "SECRETS_URL")]
    [InlineData(412, "precondition_failed", 1, "changed meanwhile")]
    [InlineData(400, "something_new", 69, "HTTP 400")]
    [InlineData(204, null, 69, "HTTP 204")]
    [InlineData(429, "rate_limited", 75, "try again")]
    [InlineData(500, null, 69, "HTTP 500")]
    [InlineData(502, null, 69, "proxy")]
    [InlineData(503, "audit_unavailable", 69, "record")]
    [InlineData(503, "unavailable", 69, "storage")]
    [InlineData(503, "integrity_failed", 69, "altered or is damaged")]
    [InlineData(504, null, 69, "proxy")]
    public async Task Run_Refusal_HasItsCodeAndHint(int status, string? problem, int code, string hint)
    {
        if (status == 204)
        {
            Api.Answer = static context =>
            {
                context.Response.StatusCode = 204;
                return Task.CompletedTask;
            };
        }
        else
        {
            // longer than the client waits: it does not ask again
            Api.Refuse(status, problem, retryAfter: 60);
        }

        (await TouchAsync()).AssertRefused(code, hint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>canaryServerText</html>")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"secrets\":null}")]
    [InlineData("{\"secrets\":[\"canaryServerText\"]}")]
    [InlineData("{\"secrets\":{\"A\":1}}")]
    [InlineData("{\"secrets\":{\"A\":{\"B\":\"canaryServerText\"}}}")]
    [InlineData("{\"secrets\":{\"A\":\"1\",\"A\":\"2\"}}")]
    [InlineData("{\"secrets\":{\"A\":\"1\"},\"secrets\":{}}")]
    [InlineData("{\"secrets\":{\"A\":\"canaryServerText\"}")]
    [InlineData("{\"secrets\":{\"A\":\"\\ud800\"}}")]
    [InlineData("{\"secrets\":{\"A\":\"1\"}} more")]
    public async Task Run_Garbage_Is69(string body)
    {
        Api.Reply(body);

        (await TouchAsync()).AssertRefused(69, "SECRETS_URL");
    }

    [Fact]
    public async Task Run_Redirect_IsNotFollowed()
    {
        await using var elsewhere = await StubApi.StartAsync(("GOOD", "elsewhere"));
        Api.Answer = context =>
        {
            context.Response.Redirect($"{elsewhere.Address}/api/v1/secrets");
            return Task.CompletedTask;
        };

        (await TouchAsync()).AssertRefused(69, "redirect");
        Assert.Empty(elsewhere.Requests);
    }

    [Fact]
    public async Task Run_ServerDown_Is69()
    {
        await Api.StopAsync();
        Client.Variables["SECRETS_TIMEOUT"] = "1";

        (await TouchAsync()).AssertRefused(69, "cannot be reached", "SECRETS_URL");
    }

    [Fact]
    public async Task Run_UnknownHost_Is69()
    {
        Client.Variables["SECRETS_URL"] = "https://no-such-host.invalid";

        (await TouchAsync()).AssertRefused(69, "cannot be reached");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_ServerTooSlow_Is69(bool headersFirst)
    {
        Client.Variables["SECRETS_TIMEOUT"] = "1";
        Api.Answer = async context =>
        {
            if (headersFirst)
            {
                await context.Response.WriteAsync("{\"secrets\":");
                await context.Response.Body.FlushAsync();
            }

            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
        };

        (await TouchAsync()).AssertRefused(69, "in time", "SECRETS_TIMEOUT");
    }

    [Fact]
    public async Task Run_AnswerTooLarge_Is69()
    {
        Api.Answer = static async context =>
        {
            var piece = new byte[1024 * 1024];
            for (var count = 0; count < 65 && !context.RequestAborted.IsCancellationRequested; count++)
            {
                await context.Response.Body.WriteAsync(piece);
            }
        };

        (await TouchAsync()).AssertRefused(69, "64 MiB");
    }

    [Fact]
    public async Task Run_NotHttp_Is69()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Client.Variables["SECRETS_URL"] = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        var answering = AnswerAsync(listener);

        (await TouchAsync()).AssertRefused(69, "SECRETS_URL");
        await answering;

        static async Task AnswerAsync(TcpListener listener)
        {
            using var connection = await listener.AcceptTcpClientAsync();
            await connection.GetStream().WriteAsync("220 canaryServerText ready\r\n\r\n"u8.ToArray());
        }
    }

    [Fact]
    public async Task Run_UntrustedCertificate_Is69AndSendsNothing()
    {
        await using var untrusted = await StubApi.StartUntrustedAsync();
        Client.Variables["SECRETS_URL"] = untrusted.Address;

        (await TouchAsync()).AssertRefused(69, "certificate", "SSL_CERT_FILE");
        Assert.Empty(untrusted.Requests);
    }

    [Fact]
    public async Task Run_TlsToAPlainServer_Is69()
    {
        Client.Variables["SECRETS_URL"] = Api.Address.Replace("http:", "https:", StringComparison.Ordinal);

        (await TouchAsync()).AssertRefused(69);
    }
}
