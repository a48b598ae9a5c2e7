using System.Net;
using System.Net.Sockets;
using System.Text;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Shell;

/// <summary>A server that cannot do what its settings say ends with a line each and leaves nothing behind; and what it reads as a request.</summary>
public sealed class ServerListenTests
{
    private const string Https = "--PublicOrigin=https://secrets.example.com";

    [Theory]
    [InlineData("--Urls=http://192.0.2.1:5080", "http://192.0.2.1:5080 is no address of this machine")]
    [InlineData("--Urls=http://bad host:5080", "Urls: http://bad host:5080 is not an address")]
    [InlineData("--Urls=http://127.0.0.1:99999", "Urls: http://127.0.0.1:99999 is not an address")]
    [InlineData("--Urls=http://localhost:0", "Urls: http://localhost:0 names no port")]
    [InlineData("--Urls=https://127.0.0.1:0", "needs a certificate")]
    [InlineData("--Kestrel:Certificates:Default:Path=/nowhere/certificate.pem", "Kestrel: ")]
    public async Task Start_CannotListenThere_ExitsWith2AndMakesNothing(string setting, string problem)
    {
        using var folder = new ServerFolder();
        string[] urls = setting.StartsWith("--Urls", StringComparison.Ordinal) ? [] : ["--Urls=http://127.0.0.1:0"];
        Assert.Contains(problem, await RefusedAsync(folder, 2, [setting, Https, .. urls, .. folder.Settings]), StringComparison.Ordinal);
        Assert.Empty(folder.Snapshot());
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("*")]
    public async Task Start_PortTaken_ExitsWith2AndMakesNothing(string host)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        using var folder = new ServerFolder();
        Assert.Contains($"Urls: http://{host}:{port} is taken", await RefusedAsync(folder, 2, [$"--Urls=http://{host}:{port}", Https, .. folder.Settings]), StringComparison.Ordinal);
        Assert.Empty(folder.Snapshot());
    }

    [Fact]
    public async Task Start_KeyFolderThatCannotBeMade_ExitsWith3AndLeavesNoDatabase()
    {
        using var folder = new ServerFolder();
        // nobody makes a folder there, root included
        var errors = await RefusedAsync(folder, 3, ["--Urls=http://127.0.0.1:0", $"--Storage:Directory={folder.Data}", "--Encryption:MasterKeyFile=/proc/keys-of-nobody/master.key"]);
        Assert.Contains("/proc/keys-of-nobody/master.key cannot be written", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.Database));
    }

    [Fact]
    public async Task Start_DataFolderThatCannotBeWritten_ExitsWith2AndMakesNothing()
    {
        using var folder = new ServerFolder();
        var errors = await RefusedAsync(folder, 2, ["--Urls=http://127.0.0.1:0", "--Storage:Directory=/sys/kernel", $"--Encryption:MasterKeyFile={folder.KeyFile}"]);
        Assert.Contains("Storage:Directory: /sys/kernel cannot be ", errors, StringComparison.Ordinal);
        Assert.Empty(folder.Snapshot());
    }

    [Theory]
    [InlineData("GET /healthz/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "200")]
    [InlineData("GET /healthz/live HTTP/1.1\nHost: localhost\nConnection: close\n\n", "400")]
    [InlineData("GET /healthz/live HTTP/1.1\r\nHost: localhost\nConnection: close\r\n\r\n", "400")]
    public async Task Request_LinesThatEndWithoutCarriageReturn_AreRefused(string request, string status)
    {
        using var folder = new ServerFolder();
        await using var server = await ServerProcess.StartAsync(folder);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using var answer = new StreamReader(client.GetStream());
        Assert.StartsWith($"HTTP/1.1 {status}", await answer.ReadLineAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> RefusedAsync(ServerFolder folder, int exitCode, string[] arguments)
    {
        await using var server = ServerProcess.Run(AppContext.BaseDirectory, folder.Root, arguments);
        Assert.Equal(exitCode, await server.ExitCodeAsync());
        Assert.Single(server.Errors.Trim().Split('\n'));
        Assert.DoesNotContain("   at ", server.Errors + server.Output, StringComparison.Ordinal);
        return server.Errors;
    }
}
