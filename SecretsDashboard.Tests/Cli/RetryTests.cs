using System.Net;
using System.Net.Sockets;

namespace SecretsDashboard.Tests.Cli;

/// <summary>A server that is away for a moment: the client asks again within its time, where that can do no harm.</summary>
public sealed class RetryTests : ClientTest
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Api.Secrets["GOOD"] = "canary-value";
    }

    [Fact]
    public async Task Run_ServerStartsMeanwhile_SaysThatItWaitsToAPersonAndStarts()
    {
        await Api.StopAsync();
        Client.Variables["SECRETS_TIMEOUT"] = "60";
        Client.Variables["CLIENT"] = Client.Program;
        using var process = Client.Start("script", ["-qec", "\"$CLIENT\" run -- sh -c 'echo ${#GOOD}'", "/dev/null"]);
        var shown = await ReadUntilAsync(process.StandardOutput, "trying again for 60 seconds at most");

        await Api.StartAgainAsync();

        shown += await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        Assert.EndsWith("12\n", shown.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(1, shown.Split("trying again").Length - 1);
    }

    [Theory]
    [InlineData(502, null)]
    [InlineData(503, null)]
    [InlineData(504, null)]
    [InlineData(503, "unavailable")]
    [InlineData(503, "audit_unavailable")]
    [InlineData(429, "rate_limited", 1)]
    public async Task Run_RefusedOnce_AsksAgain(int status, string? code, int? retryAfter = null)
    {
        RefuseOnce(status, code, retryAfter);

        (await Client.RunAsync("run", "--", "sh", "-c", "echo ${#GOOD}")).AssertDone("12\n");
        Assert.Equal(2, Api.Requests.Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task Run_RetryAfterPastTheTime_IsRefusedAtOnce(int status)
    {
        Api.Refuse(status, null, retryAfter: 60);

        Assert.NotEqual(0, (await TouchAsync()).ExitCode);
        Assert.Single(Api.Requests);
    }

    [Fact]
    public async Task Run_RetryAfterAsADate_IsUnderstood()
    {
        Api.Answer = static context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = DateTimeOffset.UtcNow.AddMinutes(10).ToString("R");
            return Task.CompletedTask;
        };

        (await TouchAsync()).AssertRefused(69, "HTTP 503");
        Assert.Single(Api.Requests);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Run_RetryAfterZero_WaitsASecondEachTime(int status)
    {
        Api.Refuse(status, "unavailable", retryAfter: 0);
        Client.Variables["SECRETS_TIMEOUT"] = "3";

        Assert.NotEqual(0, (await TouchAsync()).ExitCode);
        Assert.InRange(Api.Requests.Count, 1, 3);
    }

    [Theory]
    [InlineData(500, null)]
    [InlineData(401, "unauthorized")]
    [InlineData(403, "forbidden")]
    [InlineData(409, "project_full")]
    [InlineData(503, "integrity_failed")]
    public async Task Run_RefusedForGood_AsksOnce(int status, string? code)
    {
        Api.Refuse(status, code);

        Assert.NotEqual(0, (await TouchAsync()).ExitCode);
        Assert.Single(Api.Requests);
    }

    [Fact]
    public async Task Command_ConnectionReset_ReadsAndStoresAgainAndDeletesOnce()
    {
        ResetOnce();
        (await Client.RunAsync("list")).AssertDone("GOOD\n");
        Assert.Equal(2, Api.Requests.Count);

        ResetOnce();
        (await Client.RunAsync("canary-other"u8.ToArray(), "set", "OTHER")).AssertDone("", "secrets: OTHER created\n");
        Assert.Equal(4, Api.Requests.Count);

        ResetOnce();
        (await Client.RunAsync("delete", "OTHER")).AssertRefused(69, "connection to the server broke");
        Assert.Equal(5, Api.Requests.Count);
    }

    [Theory]
    [InlineData("delete", "GOOD")]
    [InlineData("import", "-")]
    public async Task Change_ConnectionClosedBeforeTheAnswer_IsSentOnceAndSaidToBePerhapsDone(params string[] arguments)
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        Client.Variables["SECRETS_URL"] = $"http://{server.LocalEndpoint}";
        using var end = new CancellationTokenSource();
        var sent = CountAsync(server, end.Token);

        (await Client.RunAsync("A=canary-value\n"u8.ToArray(), arguments)).AssertRefused(69, "connection to the server broke", "may have been done all the same");

        await end.CancelAsync();
        Assert.Equal(1, await sent);
    }

    // reads each request and closes without a word
    private static async Task<int> CountAsync(TcpListener server, CancellationToken end)
    {
        for (var count = 0; ; count++)
        {
            try
            {
                using var connection = await server.AcceptTcpClientAsync(end);
                _ = await connection.GetStream().ReadAsync(new byte[4096], end);
            }
            catch (OperationCanceledException)
            {
                return count;
            }
        }
    }

    private void ResetOnce() => Api.Answer = context =>
    {
        Api.Answer = null;
        context.Abort();
        return Task.CompletedTask;
    };

    private void RefuseOnce(int status, string? code, int? retryAfter)
    {
        Api.Refuse(status, code, retryAfter);
        var refuse = Api.Answer!;
        Api.Answer = context =>
        {
            Api.Answer = null;
            return refuse(context);
        };
    }

    private static async Task<string> ReadUntilAsync(StreamReader output, string end)
    {
        var shown = "";
        var buffer = new char[256];
        while (!shown.Contains(end, StringComparison.Ordinal))
        {
            var length = await output.ReadAsync(buffer);
            Assert.True(length > 0, shown);
            shown += new string(buffer, 0, length);
        }

        return shown;
    }
}
