using System.Net.Sockets;
using System.Text;

namespace SecretsDashboard.Tests.Support;

/// <summary>A request as no client library sends it: the head, and then only as much of the body as the test gives.</summary>
internal sealed class BareRequest : IDisposable
{
    private readonly TcpClient client = new();

    private BareRequest()
    {
    }

    /// <summary>Announces a body of this length as a browser that is signed in.</summary>
    public static Task<BareRequest> AnnounceAsync(Visitor visitor, string method, string path, string type, long length) => SendAsync(visitor.Address,
        $"{method} {path} HTTP/1.1\r\nOrigin: {visitor.Address}\r\nCookie: {visitor.CookieHeader()}\r\nRequestVerificationToken: {visitor.FormToken}\r\n", type, length);

    /// <summary>Announces a body of this length as a program.</summary>
    public static Task<BareRequest> AnnounceAsync(string address, TokenUser program, string method, string path, long length) =>
        SendAsync(address, $"{method} {path} HTTP/1.1\r\nAuthorization: Bearer {program.Text}\r\n", "application/json", length);

    public Task SendAsync(byte[] bytes) => client.GetStream().WriteAsync(bytes).AsTask();

    /// <summary>Status and head of the answer; fails where none comes although nothing more of the body is sent.</summary>
    public async Task<string> AnswerAsync()
    {
        var buffer = new byte[16 * 1024];
        var length = await client.GetStream().ReadAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        return Encoding.ASCII.GetString(buffer, 0, length);
    }

    public void Dispose() => client.Dispose();

    private static async Task<BareRequest> SendAsync(string address, string head, string type, long length)
    {
        var site = new Uri(address);
        var request = new BareRequest();
        await request.client.ConnectAsync(site.Host, site.Port);
        await request.SendAsync(Encoding.ASCII.GetBytes($"{head}Host: {site.Authority}\r\nContent-Type: {type}\r\nContent-Length: {length}\r\n\r\n"));
        return request;
    }
}
