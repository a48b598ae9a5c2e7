using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;

namespace SecretsDashboard.Tests.Support;

/// <summary>
/// Speaks to Blazor's hub over a bare WebSocket, as a browser's script would: the JSON handshake, then "blazorpack", which is
/// SignalR's MessagePack encoding. It knows the calls that make and take over a circuit and have a page drawn, and what is drawn it searches for text.
/// </summary>
public sealed partial class CircuitClient : IAsyncDisposable
{
    private const byte Completion = 3;
    private const byte Close = 7;

    private readonly ClientWebSocket socket = new();
    private readonly string address;
    private readonly StringBuilder drawn = new();
    private int calls;

    private CircuitClient(string address) => this.address = address;

    public static async Task<CircuitClient> OpenAsync(Visitor visitor)
    {
        var client = await DialAsync(visitor);
        await client.ShakeHandsAsync();
        return client;
    }

    /// <summary>Opens the socket and says nothing yet: the hub does not know of it.</summary>
    public static async Task<CircuitClient> DialAsync(Visitor visitor)
    {
        var client = new CircuitClient(visitor.Address);
        await ConnectAsync(client.socket, visitor, visitor.Address);
        return client;
    }

    public async Task ShakeHandsAsync()
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, CancellationToken.None);
        Assert.StartsWith("{}\u001e", Encoding.UTF8.GetString(await ReceiveAsync()), StringComparison.Ordinal);
    }

    public static Task ConnectAsync(ClientWebSocket socket, Visitor visitor, string? origin)
    {
        if (visitor.CookieHeader() is { Length: > 0 } cookies)
        {
            socket.Options.SetRequestHeader("Cookie", cookies);
        }
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }
        socket.Options.CollectHttpResponseDetails = true;
        return socket.ConnectAsync(new Uri(visitor.Address.Replace("http", "ws", StringComparison.Ordinal) + "/_blazor"), CancellationToken.None);
    }

    /// <summary>Starts a circuit and answers its secret.</summary>
    public async Task<string> StartCircuitAsync()
    {
        var answer = await CallAsync("StartCircuit", $"{address}/", $"{address}/", "[]", "");
        Assert.Equal(0xD9, answer[0]); // a string of up to 255 bytes
        return Encoding.UTF8.GetString(answer, 2, answer[1]);
    }

    /// <summary>Opens a page in a circuit, as the browser's script does with what the server left in the answer.</summary>
    public static async Task<CircuitClient> ShowAsync(Visitor visitor, string path)
    {
        using var page = await visitor.OpenAsync(path);
        var markers = Marker().Matches(await page.Content.ReadAsStringAsync()).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(markers);
        var client = await OpenAsync(visitor);
        await client.CallAsync("StartCircuit", $"{visitor.Address}/", visitor.Address + path, "[]", "");
        var operations = markers.Select((marker, index) => $$"""{"type":"add","ssrComponentId":{{index + 1}},"marker":{{marker}}}""");
        await client.CallAsync("UpdateRootComponents", $$"""{"batchId":1,"operations":[{{string.Join(',', operations)}}]}""", "");
        return client;
    }

    /// <summary>Waits until the page has drawn the text.</summary>
    public async Task WaitForTextAsync(string text, TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        while (!drawn.ToString().Contains(text, StringComparison.Ordinal))
        {
            await ReceiveAsync(timeout.Token);
        }
    }

    /// <summary>Forgets what was drawn until now.</summary>
    public void Forget() => drawn.Clear();

    /// <summary>Tries to take over a circuit; false also where the server cut the connection.</summary>
    public async Task<bool> ConnectCircuitAsync(string secret)
    {
        try
        {
            return (await CallAsync("ConnectCircuit", secret)) is [0xC3, ..];
        }
        catch (WebSocketException)
        {
            return false;
        }
    }

    /// <summary>Fails where the server leaves the connection open for longer.</summary>
    public async Task WaitUntilClosedAsync(TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        await Assert.ThrowsAsync<WebSocketException>(async () =>
        {
            while (true)
            {
                await ReceiveAsync(timeout.Token);
            }
        });
    }

    public ValueTask DisposeAsync()
    {
        socket.Abort();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The encoded result of a call.</summary>
    public async Task<byte[]> CallAsync(string method, params string[] arguments)
    {
        var id = $"{calls++}";
        using var body = new MemoryStream();
        body.WriteByte(0x96); // [invocation, headers, id, method, arguments, streams]
        body.WriteByte(1);
        body.WriteByte(0x80);
        WriteString(body, id);
        WriteString(body, method);
        body.WriteByte((byte)(0x90 + arguments.Length));
        foreach (var argument in arguments)
        {
            WriteString(body, argument);
        }
        body.WriteByte(0x90);
        byte[] frame = [.. Length((int)body.Length), .. body.ToArray()];
        await socket.SendAsync(frame, WebSocketMessageType.Binary, true, CancellationToken.None);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            foreach (var message in Split(await ReceiveAsync(patience.Token)))
            {
                if (message[1] == Close)
                {
                    throw new WebSocketException("The server closed the connection.");
                }
                // [completion, headers, id, kind of result, result]
                if (message[1] == Completion && Encoding.UTF8.GetString(message, 4, message[3] & 0x1F) == id)
                {
                    return message[(5 + (message[3] & 0x1F))..];
                }
            }
        }
    }

    private async Task<byte[]> ReceiveAsync(CancellationToken cancellationToken = default)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer, cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                throw new WebSocketException("The server closed the connection.");
            }
            whole.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        drawn.Append(Encoding.UTF8.GetString(whole.ToArray()));
        await AcknowledgeAsync(whole.ToArray());
        return whole.ToArray();
    }

    // a server stops drawing for a browser that says of ten drawings in a row that it has none of them
    private async Task AcknowledgeAsync(byte[] frames)
    {
        var name = Encoding.ASCII.GetBytes("JS.RenderBatch");
        // [invocation, headers, id, method, [number, drawing]]
        for (var at = frames.AsSpan().IndexOf(name); at >= 0;)
        {
            var number = frames[(at + name.Length + 1)..Math.Min(frames.Length, at + name.Length + 10)];
            var length = number[0] switch { 0xCC => 2, 0xCD => 3, 0xCE => 5, _ => 1 };
            using var body = new MemoryStream();
            body.Write([0x96, 1, 0x80, 0xC0]);
            WriteString(body, "OnRenderCompleted");
            body.WriteByte(0x92);
            body.Write(number.AsSpan(0, length));
            body.Write([0xC0, 0x90]);
            await socket.SendAsync((byte[])[.. Length((int)body.Length), .. body.ToArray()], WebSocketMessageType.Binary, true, CancellationToken.None);
            var next = frames.AsSpan(at + name.Length).IndexOf(name);
            at = next < 0 ? -1 : at + name.Length + next;
        }
    }

    private static IEnumerable<byte[]> Split(byte[] frames)
    {
        for (var at = 0; at < frames.Length;)
        {
            int length = 0, shift = 0;
            do
            {
                length |= (frames[at] & 0x7F) << shift;
                shift += 7;
            }
            while (frames[at++] >= 0x80);
            yield return frames[at..(at + length)];
            at += length;
        }
    }

    private static IEnumerable<byte> Length(int length)
    {
        for (; length >= 0x80; length >>= 7)
        {
            yield return (byte)(length | 0x80);
        }
        yield return (byte)length;
    }

    private static void WriteString(MemoryStream stream, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        stream.WriteByte(0xDA); // a string of up to 65,535 bytes
        stream.WriteByte((byte)(bytes.Length >> 8));
        stream.WriteByte((byte)bytes.Length);
        stream.Write(bytes);
    }

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->")]
    private static partial Regex Marker();
}
