using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SecretsDashboard.Bench;

/// <summary>
/// Asks one thing over one kept connection, again and again. It does as little as it can (the reader of answers shares the processors with
/// the server) and refuses every answer but a 200 with a length.
/// </summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] request;
    private readonly byte[] buffer = new byte[64 * 1024];

    private LoadConnection(string path, string host, string? token) =>
        request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {host}\r\n{(token is null ? "" : $"Authorization: Bearer {token}\r\n")}\r\n");

    public static async Task<LoadConnection> OpenAsync(Uri server, string path, string? token, CancellationToken cancellationToken)
    {
        var connection = new LoadConnection(path, server.Authority, token);
        await connection.socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(server.Host), server.Port), cancellationToken);
        return connection;
    }

    /// <summary>Asks once and answers the length of the body.</summary>
    public async ValueTask<int> AskAsync(CancellationToken cancellationToken)
    {
        await socket.SendAsync(request, SocketFlags.None, cancellationToken);
        var read = 0;
        var head = -1;
        while (head < 0)
        {
            read += await ReadAsync(read, cancellationToken);
            head = buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8);
        }
        var length = Length(buffer.AsSpan(0, head));
        for (var missing = head + 4 + length - read; missing > 0;)
        {
            missing -= await ReadAsync(0, cancellationToken);
        }
        return length;
    }

    public void Dispose() => socket.Dispose();

    private async ValueTask<int> ReadAsync(int at, CancellationToken cancellationToken)
    {
        var count = await socket.ReceiveAsync(buffer.AsMemory(at), SocketFlags.None, cancellationToken);
        return count > 0 ? count : throw new InvalidOperationException("The server closed a connection.");
    }

    private static int Length(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        if (!head.StartsWith("HTTP/1.1 200 "u8) || at < 0 || !System.Buffers.Text.Utf8Parser.TryParse(head[(at + 16)..], out int length, out _))
        {
            throw new InvalidOperationException($"Not the answer that is measured: {Encoding.ASCII.GetString(head)}");
        }
        return length;
    }
}
