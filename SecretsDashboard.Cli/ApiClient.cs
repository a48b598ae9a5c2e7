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

    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);

    private readonly HttpClient http;
    private readonly Uri address;
    private readonly Token token;
    private readonly TimeSpan limit;
    private readonly bool hasProxy;

    public ApiClient(Uri address, Token token, TimeSpan limit)
    {
        if (address.Scheme == Uri.UriSchemeHttps)
        {
            OpenSsl.Require("https");
        }

        this.address = address;
        this.token = token;
        this.limit = limit;
        // plain http stays on this machine, whatever proxy the environment names
        var mayUseProxy = address.Scheme == Uri.UriSchemeHttps && !address.IsLoopback && !NoProxy.Names(address);
        hasProxy = mayUseProxy && HttpClient.DefaultProxy.GetProxy(address) is not null;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = limit < ConnectLimit ? limit : ConnectLimit,
            ConnectCallback = static (context, cancellation) => ValueTask.FromResult<Stream>(Connect(context.DnsEndPoint, cancellation)),
            UseProxy = mayUseProxy,
        };
        http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestAnswer };
    }

    /// <summary>The answer with the secrets, as it came; <see cref="DeliveredSecrets"/> reads it. The caller zeroes it.</summary>
    /// <param name="isPatient">Whether a server that cannot be reached is asked again until the time is over.</param>
    public byte[] Deliver(bool isPatient) => Call(HttpMethod.Get, "api/v1/secrets", null, isPatient, HttpStatusCode.OK).Body;

    /// <summary>The names of the environment's secrets.</summary>
    public KeyListing ListKeys() => KeyListing.Read(Call(HttpMethod.Get, "api/v1/keys", null, true, HttpStatusCode.OK).Body);

    /// <summary>Stores a value; true if the secret is new.</summary>
    /// <param name="key">A key that keeps the rule.</param>
    /// <param name="value">UTF-8; the caller zeroes it.</param>
    public bool Store(string key, ReadOnlySpan<byte> value, string? description)
    {
        using var body = new SecretBody(value, description);
        var (status, answer) = Call(HttpMethod.Put, $"api/v1/secrets/{key}", (body.Json, "application/json"), true, HttpStatusCode.OK, HttpStatusCode.Created);
        StoredVersion.Check(answer);
        return status == HttpStatusCode.Created;
    }

    /// <summary>Removes this environment's value.</summary>
    /// <param name="key">A key that keeps the rule.</param>
    public void Delete(string key) => Call(HttpMethod.Delete, $"api/v1/secrets/{key}", null, true, HttpStatusCode.NoContent);

    /// <summary>Imports a .env file in one call: all of it is stored, or nothing.</summary>
    /// <param name="file">Its bytes; the caller zeroes them.</param>
    /// <param name="skipInvalid">Leave out the lines that break a rule; else one of them refuses the file.</param>
    /// <param name="dryRun">Store nothing, and ask and say the same.</param>
    public ImportAnswer Import(ReadOnlyMemory<byte> file, bool skipInvalid, bool dryRun)
    {
        var path = $"api/v1/import?dryRun={(dryRun ? "true" : "false")}&skipInvalid={(skipInvalid ? "true" : "false")}";
        var (status, answer) = Call(HttpMethod.Post, path, (file, "text/plain"), true, HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.NotFound);
        return ImportAnswer.Read(status, answer);
    }

    public void Dispose() => http.Dispose();

    private (HttpStatusCode Status, byte[] Body) Call(HttpMethod method, string path, (ReadOnlyMemory<byte> Bytes, string Type)? body, bool isPatient, params ReadOnlySpan<HttpStatusCode> expected)
    {
        // reading and storing a value may be done twice; deleting would then say that there is no such secret, an import that nothing changed
        var mayRepeat = method == HttpMethod.Get || method == HttpMethod.Put ? Repetition.IfHarmless : Repetition.Always;
        var patience = new Patience(limit);
        ClientFailure? before = null;
        while (true)
        {
            try
            {
                using var answer = Send(method, path, body, patience.Left);
                return expected.Contains(answer.StatusCode) ? (answer.StatusCode, Bytes(answer)) : throw Refusal(answer, isAboutKey: path.Count('/') > 2);
            }
            catch (ClientFailure failure)
            {
                // a last try that was cut short says less than the one before
                var reason = failure.IsTooSlow ? before ?? failure : failure;
                if (!isPatient || failure.Repetition < mayRepeat || !patience.Wait(failure.RepeatAfter))
                {
                    throw method != HttpMethod.Get && (failure.IsTooSlow || failure.Repetition == Repetition.IfHarmless) ? reason.ThatMayBeDone() : reason;
                }

                if (before is null)
                {
                    StandardStreams.SayToPerson($"secrets: {failure.Message}; trying again for {limit.TotalSeconds} seconds at most\n");
                }

                before = failure;
            }
        }
    }

    private static ClientFailure Refusal(HttpResponseMessage answer, bool isAboutKey)
    {
        var wait = answer.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - DateTimeOffset.UtcNow : null;
        return ApiFailures.Of(answer.StatusCode, ProblemCode(answer), isAboutKey, wait);
    }

    private HttpResponseMessage Send(HttpMethod method, string path, (ReadOnlyMemory<byte> Bytes, string Type)? body, TimeSpan left)
    {
        using var end = new CancellationTokenSource(left);
        using var request = new HttpRequestMessage(method, new Uri(address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Text);
        request.Headers.Add("Accept", "application/json");
        request.Headers.Add("User-Agent", $"secrets/{ClientVersion.Text}");
        if (body is { } content)
        {
            request.Content = new ReadOnlyMemoryContent(content.Bytes) { Headers = { ContentType = new MediaTypeHeaderValue(content.Type) } };
        }
        else if (method != HttpMethod.Get)
        {
            // without a body .NET would send it again by itself where the connection closes before an answer
            request.Content = new ReadOnlyMemoryContent(default);
        }

        try
        {
            return http.Send(request, HttpCompletionOption.ResponseContentRead, end.Token);
        }
        catch (HttpRequestException failure)
        {
            throw ApiFailures.Of(failure, hasProxy);
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
