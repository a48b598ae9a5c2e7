using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SecretsDashboard.Tests.Cli;

/// <summary>
/// Plays the server's API on a real socket: one environment, one good token. A test may replace its answers; it refuses any
/// request without the token, as the server does.
/// </summary>
internal sealed class StubApi : IAsyncDisposable
{
    public const string Token = "sdt_AbCdEf123456_canaryTokenSecret0123456789abcdefghijklmnopqrstuvwXY";

    private WebApplication? app;

    private StubApi()
    {
    }

    public ConcurrentDictionary<string, string> Secrets { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, string?> Descriptions { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Answers in the place of the API, where it is set.</summary>
    public RequestDelegate? Answer { get; set; }

    public string Address { get; private set; } = "";

    public static async Task<StubApi> StartAsync(params (string Key, string Value)[] secrets)
    {
        var api = new StubApi();
        foreach (var (key, value) in secrets)
        {
            api.Secrets[key] = value;
        }

        await api.ListenAsync(secure: false);
        return api;
    }

    /// <summary>The same behind a certificate nobody trusts.</summary>
    public static async Task<StubApi> StartUntrustedAsync()
    {
        var api = new StubApi();
        await api.ListenAsync(secure: true);
        return api;
    }

    /// <summary>Answers every request with a problem, as the server does.</summary>
    public void Refuse(int status, string? code, int? retryAfter = null) => Answer = context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = $"{seconds}";
        }

        return code is null
            ? context.Response.WriteAsync($"<h1>canaryServerText {status}</h1>")
            : context.Response.WriteAsJsonAsync(new { type = "about:blank", title = "canaryServerText", detail = "canaryServerText", code }, (JsonSerializerOptions?)null, "application/problem+json");
    };

    public void Reply(string body, string type = "application/json") => Answer = context =>
    {
        context.Response.ContentType = type;
        return context.Response.WriteAsync(body);
    };

    /// <summary>From now on nothing listens there.</summary>
    public async Task StopAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
            app = null;
        }
    }

    /// <summary>It listens again where it did.</summary>
    public Task StartAgainAsync() => ListenAsync(secure: false, new Uri(Address).Port);

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task ListenAsync(bool secure, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            if (secure)
            {
                listen.UseHttps(Certificate());
            }
        }));
        app = builder.Build();
        app.Run(context =>
        {
            Requests.Enqueue($"{context.Request.Method} {context.Request.Path}");
            return Answer is { } answer ? answer(context) : ServeAsync(context);
        });
        await app.StartAsync();
        Address = app.Urls.First();
    }

    private async Task ServeAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsJsonAsync(new { code = "unauthorized" }, (JsonSerializerOptions?)null, "application/problem+json");
            return;
        }

        var key = context.Request.Path.Value!.Split('/')[^1];
        switch (context.Request.Method, context.Request.Path.Value)
        {
            case ("GET", "/api/v1/secrets"):
                await context.Response.WriteAsJsonAsync(new { project = "bot", environment = "production", revision = 42, secrets = Secrets });
                break;
            case ("GET", "/api/v1/keys"):
                await context.Response.WriteAsJsonAsync(new { project = "bot", environment = "production", keys = Secrets.Keys.Select(static name => new { key = name, type = "Other", version = 1 }) });
                break;
            case ("PUT", _):
                using (var body = await JsonDocument.ParseAsync(context.Request.Body))
                {
                    context.Response.StatusCode = Secrets.ContainsKey(key) ? 200 : 201;
                    Secrets[key] = body.RootElement.GetProperty("value").GetString()!;
                    Descriptions[key] = body.RootElement.TryGetProperty("description", out var description) ? description.GetString() : null;
                }

                await context.Response.WriteAsJsonAsync(new { key, version = 1 });
                break;
            case ("DELETE", _) when Secrets.TryRemove(key, out _):
                context.Response.StatusCode = 204;
                break;
            default:
                context.Response.StatusCode = 404;
                await context.Response.WriteAsJsonAsync(new { code = "not_found" }, (JsonSerializerOptions?)null, "application/problem+json");
                break;
        }
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
