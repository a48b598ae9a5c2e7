using System.Net.Sockets;
using System.Text;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Tests.Shell;

/// <summary>More connections than the system has room for: the server refuses them and lives.</summary>
public sealed class ConnectionFloodTests
{
    private const int Connections = 800;

    [Fact]
    public async Task Connect_MoreThanTheLimitOfOpenFilesAllows_AreRefusedAndTheServerLives()
    {
        using var folder = new ServerFolder();
        await using var server = ServerProcess.RunWithOpenFiles(1024, folder);
        await server.WaitUntilListeningAsync();
        var sockets = new List<Socket>();
        try
        {
            for (var number = 0; number < Connections; number++)
            {
                sockets.Add(await AskAsync(server.Port));
            }
            var answers = await Task.WhenAll(sockets.Select(AnswerAsync));
            // as many as there is room for are served, and none of these met a server that ran out of files
            var (room, _) = ConnectionLimits.Of(1024);
            Assert.Equal(new Dictionary<string, int> { ["HTTP/1.1 200 OK"] = (int)room, [""] = Connections - (int)room },
                answers.CountBy(answer => answer.Split('\r')[0]).ToDictionary());
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
        using var visitor = new Visitor(server.Address);
        using var answer = await visitor.FetchAsync("/healthz/ready");
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Single(server.Output.Split('\n'), line => line.Contains("connections were refused", StringComparison.Ordinal));
        Assert.Equal(0, await server.StopAsync());
    }

    [Fact]
    public async Task Start_WithTooFewOpenFiles_ExitsWith2AndSaysWhichLimit()
    {
        using var folder = new ServerFolder();
        await using var server = ServerProcess.RunWithOpenFiles(OpenFileLimit.Least - 1, folder);
        Assert.Equal(2, await server.ExitCodeAsync());
        Assert.Contains("LimitNOFILE", Assert.Single(server.Errors.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Empty(folder.Snapshot());
    }

    private static async Task<Socket> AskAsync(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("localhost", port);
        try
        {
            await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /login HTTP/1.1\r\nHost: localhost:{port}\r\nAccept: text/html\r\n\r\n"));
        }
        catch (SocketException)
        {
            // it was closed before it could say anything: its answer is empty
        }
        return socket;
    }

    private static async Task<string> AnswerAsync(Socket socket)
    {
        var start = new byte[32];
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            return Encoding.ASCII.GetString(start, 0, await socket.ReceiveAsync(start, patience.Token));
        }
        catch (SocketException)
        {
            return "";
        }
    }
}
