using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;

namespace SecretsDashboard.Cli;

/// <summary>
/// The calls to the server's API. It follows no redirect, takes no answer above 64 MiB or after its time, and refuses every
/// answer that is not exactly the expected one; nothing the server writes gets into a message.
/// </summary>
internal sealed class ApiClient : IDisposable
{
    private const long LargestAnswer = 64 * 1024 * 1024;

    // in milliseconds; a server that says 0 would be asked without a pause
    private const double ShortestWait = 1000;

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);

    private readonly HttpClient http;
    private readonly Uri address;
    private readonly Token token;

    public ApiClient(Uri address, Token token, TimeSpan limit)
    {
        if (address.Scheme == Uri.UriSchemeHttps)
        {
            OpenSsl.Require("https");
        }

        this.address = address;
        this.token = token;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = limit < ConnectLimit ? limit : ConnectLimit,
            ConnectCallback = static (context, cancellation) => ValueTask.FromResult<Stream>(Connect(context.DnsEndPoint, cancellation)),
            // plain http stays on this machine, whatever proxy the environment names
            UseProxy = address.Scheme == Uri.UriSchemeHttps,
        };
        http = new HttpClient(handler) { Timeout = limit, MaxResponseContentBufferSize = LargestAnswer };
    }

    /// <summary>The answer with the secrets, as it came; <see cref="DeliveredSecrets"/> reads it. The caller zeroes it.</summary>
    public byte[] Deliver() => Call(HttpMethod.Get, "api/v1/secrets", null, HttpStatusCode.OK).Body;

    /// <summary>The names of the environment's secrets.</summary>
    public KeyListing ListKeys() => KeyListing.Read(Call(HttpMethod.Get, "api/v1/keys", null, HttpStatusCode.OK).Body);

    /// <summary>Stores a value; true if the secret is new.</summary>
    /// <param name="key">A key that keeps the rule.</param>
    /// <param name="value">UTF-8; the caller zeroes it.</param>
    public bool Store(string key, ReadOnlySpan<byte> value, string? description)
    {
        using var body = new SecretBody(value, description);
        var (status, answer) = Call(HttpMethod.Put, $"api/v1/secrets/{key}", body.Json, HttpStatusCode.OK, HttpStatusCode.Created);
        StoredVersion.Check(answer);
        return status == HttpStatusCode.Created;
    }

    /// <summary>Removes this environment's value.</summary>
    /// <param name="key">A key that keeps the rule.</param>
    public void Delete(string key) => Call(HttpMethod.Delete, $"api/v1/secrets/{key}", null, HttpStatusCode.NoContent);

    public void Dispose() => http.Dispose();

    private (HttpStatusCode Status, byte[] Body) Call(HttpMethod method, string path, ReadOnlyMemory<byte>? body, params ReadOnlySpan<HttpStatusCode> expected)
    {
        var deadline = Environment.TickCount64 + (long)http.Timeout.TotalMilliseconds;
        while (true)
        {
            using var answer = Send(method, path, body);
            if (expected.Contains(answer.StatusCode))
            {
                return (answer.StatusCode, Bytes(answer));
            }

            // many programs that start at once with one token are asked to come a little later
            var wait = answer.StatusCode == HttpStatusCode.TooManyRequests ? answer.Headers.RetryAfter?.Delta : null;
            var pause = Math.Max(wait?.TotalMilliseconds ?? 0, ShortestWait);
            if (wait is null || Environment.TickCount64 + pause >= deadline)
            {
                throw ApiFailures.Of(answer.StatusCode, ProblemCode(answer));
            }

            Thread.Sleep((int)pause);
        }
    }

    private HttpResponseMessage Send(HttpMethod method, string path, ReadOnlyMemory<byte>? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Text);
        request.Headers.Add("Accept", "application/json");
        request.Headers.Add("User-Agent", $"secrets/{ClientVersion.Text}");
        if (body is { } bytes)
        {
            request.Content = new ReadOnlyMemoryContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        try
        {
            return http.Send(request, HttpCompletionOption.ResponseContentRead);
        }
        catch (HttpRequestException failure)
        {
            throw ApiFailures.Of(failure.HttpRequestError);
        }
        catch (OperationCanceledException)
        {
            throw ApiFailures.TooSlow();
        }
    }

    // blocking: one connection needs none of the machinery for many, which takes longer to start than the call itself
    private static NetworkStream Connect(DnsEndPoint server, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var tooLate = cancellation.Register(socket.Dispose);
            socket.Connect(server.Host, server.Port);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception failure)
        {
            socket.Dispose();
            cancellation.ThrowIfCancellationRequested();
            throw failure is SocketException ? failure : new SocketException((int)SocketError.ConnectionAborted);
        }
    }

    private static byte[] Bytes(HttpResponseMessage answer)
    {
        using var stream = answer.Content.ReadAsStream();
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string? ProblemCode(HttpResponseMessage answer)
    {
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(Bytes(answer), ApiJson.Default.ApiProblem)?.Code;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
