using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Support;

/// <summary>A program with a service token, over real HTTP.</summary>
internal sealed class TokenUser : IDisposable
{
    private readonly HttpClient http;

    private TokenUser(string address, Guid id, string text)
    {
        http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(address) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", text);
        (Id, Text) = (id, text);
    }

    public Guid Id { get; }

    public string Text { get; }

    /// <summary>Mints a token as the owner and holds it.</summary>
    public static async Task<TokenUser> MintAsync(TestApp app, string project, string environment = "development", string rights = "read list write", string days = "90", string addresses = "")
    {
        var form = new TokenForm
        {
            Name = $"token {Guid.NewGuid():N}",
            Environment = environment,
            Read = rights.Contains("read", StringComparison.Ordinal),
            List = rights.Contains("list", StringComparison.Ordinal),
            Write = rights.Contains("write", StringComparison.Ordinal),
            Days = days,
            Addresses = addresses,
        };
        var outcome = await app.Services.GetRequiredService<TokenStore>().MintAsync((await app.SetUpOwnerAsync()).Caller, project, form, CancellationToken.None);
        Assert.Empty(outcome.Messages);
        return new TokenUser(app.Address, outcome.Id!.Value, outcome.Token!);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<HttpResponseMessage> PutAsync(string key, string json, Action<HttpRequestMessage>? change = null) =>
        SendAsync(HttpMethod.Put, $"/api/v1/secrets/{key}", Visitor.Json(json), change);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null, Action<HttpRequestMessage>? change = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        change?.Invoke(request);
        return http.SendAsync(request);
    }

    public void Dispose() => http.Dispose();
}
