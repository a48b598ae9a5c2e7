using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>What the value endpoints refuse, and that nothing is stored then.</summary>
[Collection(SharedApp.Name)]
public sealed class SecretEndpointsTests(TestApp app)
{
    private static readonly object Good = new { key = "API_KEY", value = "synthetic", same = true };

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task Save_NoSession_Answers401(string method)
    {
        var path = await PathAsync(method);
        using var visitor = app.Visit();
        using var answer = await visitor.SaveAsync(new HttpMethod(method), path, Good);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
        await AssertNothingStoredAsync(path);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task Save_NoAntiforgeryToken_Answers403(string method)
    {
        var path = await PathAsync(method);
        using var visitor = await app.SignedInAsync();
        visitor.FormToken = null;
        using var answer = await visitor.SaveAsync(new HttpMethod(method), path, Good);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        await AssertNothingStoredAsync(path);
    }

    [Fact]
    public async Task Save_AntiforgeryTokenOfAnotherPerson_Answers403()
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        await app.AddPersonAsync("Grace Hopper", email);
        var path = await PathAsync("POST");
        using var other = await app.SignedInAsync(email);
        using var visitor = await app.SignedInAsync();
        visitor.FormToken = other.FormToken;
        using var answer = await visitor.SaveAsync(HttpMethod.Post, path, Good);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        await AssertNothingStoredAsync(path);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://localhost:1")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Save_ForeignOrigin_Answers403(string? origin)
    {
        var path = await PathAsync("POST");
        var visitor = await app.OwnerAtHomeAsync();
        using var answer = await visitor.SendAsync(HttpMethod.Post, path, Visitor.Json("{\"key\":\"A\",\"value\":\"b\",\"same\":true}"), request =>
        {
            request.Headers.Remove("Origin");
            if (origin is not null)
            {
                request.Headers.TryAddWithoutValidation("Origin", origin);
            }
        });
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        await AssertNothingStoredAsync(path);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task Save_LoopbackNamesAtThePort_AreOwn(string host)
    {
        var path = await PathAsync("POST");
        var visitor = await app.OwnerAtHomeAsync();
        using var answer = await visitor.SendAsync(HttpMethod.Post, path, Visitor.Json("{\"key\":\"A\",\"value\":\"b\",\"same\":true}"), request =>
        {
            request.Headers.Remove("Origin");
            request.Headers.Add("Origin", $"http://{host}:{new Uri(app.Address).Port}");
        });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task Get_ValueAddress_IsNoPage(string method)
    {
        var path = await PathAsync(method);
        var visitor = await app.OwnerAtHomeAsync();
        using var answer = await visitor.OpenAsync(path);
        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed });
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Save_OtherContentType_Answers415(string type)
    {
        var path = await PathAsync("POST");
        var visitor = await app.OwnerAtHomeAsync();
        using var content = new StringContent("{\"key\":\"A\",\"value\":\"b\",\"same\":true}", Encoding.UTF8, type);
        using var answer = await visitor.SendAsync(HttpMethod.Post, path, content);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        await AssertNothingStoredAsync(path);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Save_BodyOver4MiB_Answers413(bool chunked)
    {
        var path = await PathAsync("POST");
        var visitor = await app.OwnerAtHomeAsync();
        using var answer = await visitor.SendAsync(HttpMethod.Post, path, Visitor.Json($"{{\"value\":\"{new string('x', 4 * 1024 * 1024)}\"}}"), request =>
        {
            request.Headers.ExpectContinue = true;
            request.Headers.TransferEncodingChunked = chunked;
        });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        await AssertNothingStoredAsync(path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"key\":\"A\"")]
    [InlineData("{\"key\":\"A\"}{}")]
    [InlineData("{\"key\":{}}")]
    [InlineData("{\"key\":1}")]
    [InlineData("{\"unknown\":\"A\"}")]
    [InlineData("{\"value\":\"a\",\"value\":\"b\"}")]
    [InlineData("{\"value\":null}")]
    [InlineData("{\"value\":\"\\ud800\"}")]
    [InlineData("{\"key\":\"\\udc00\"}")]
    [InlineData("{\"same\":\"yes\"}")]
    [InlineData("{\"revision\":\"-1\"}")]
    [InlineData("{\"revision\":\"99999999999999999999\"}")]
    [InlineData("{\"type\":\"Nonsense\"}")]
    public async Task Save_MalformedForm_Answers400(string body)
    {
        var path = await PathAsync("POST");
        var visitor = await app.OwnerAtHomeAsync();
        using var answer = await visitor.SendAsync(HttpMethod.Post, path, Visitor.Json(body));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await AssertNothingStoredAsync(path);
    }

    [Theory]
    [InlineData(0xFF)]
    [InlineData(0xC0)]
    public async Task Save_InvalidUtf8_Answers400(byte wrong)
    {
        var path = await PathAsync("POST");
        var visitor = await app.OwnerAtHomeAsync();
        byte[] body = [.. "{\"key\":\"A\",\"same\":true,\"value\":\"a"u8, wrong, .. "b\"}"u8];
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var answer = await visitor.SendAsync(HttpMethod.Post, path, content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await AssertNothingStoredAsync(path);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    public async Task Save_ForeignProject_LooksLikeAnUnknownOne(string method)
    {
        var path = await PathAsync(method);
        var email = $"{Guid.NewGuid():N}@example.com";
        await app.AddPersonAsync("Grace Hopper", email);
        using var stranger = await app.SignedInAsync(email);
        using var foreign = await stranger.SaveAsync(new HttpMethod(method), path, Good);
        using var unknown = await stranger.SaveAsync(new HttpMethod(method), path.Replace("/p-", "/q-", StringComparison.Ordinal), Good);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Equal(unknown.StatusCode, foreign.StatusCode);
        Assert.Equal(Shape(unknown), Shape(foreign));
        Assert.Equal(await unknown.Content.ReadAsByteArrayAsync(), await foreign.Content.ReadAsByteArrayAsync());
        await AssertNothingStoredAsync(path);
    }

    private static IEnumerable<string> Shape(HttpResponseMessage answer) => answer.Headers.Concat(answer.Content.Headers)
        .Where(header => header.Key != "Date").Select(header => $"{header.Key}: {string.Join(",", header.Value)}").Order(StringComparer.Ordinal);

    private async Task<string> PathAsync(string method) => $"/projects/{await app.AddProjectAsync()}/secrets{(method == "PUT" ? "/API_KEY" : "")}";

    private async Task AssertNothingStoredAsync(string path)
    {
        await using var db = await app.ReadAsync();
        var slug = path.Split('/')[2];
        var project = db.Projects.Single(row => row.Slug == slug).Id;
        Assert.False(db.Secrets.Any(row => row.ProjectId == project));
    }
}
