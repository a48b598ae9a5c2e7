using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Projects;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>Where the browser posts a .env file: what is answered, what is refused, and that no value comes back.</summary>
[Collection(SharedApp.Name)]
public sealed class ImportEndpointsTests(TestApp app)
{
    private const string In = "?environment=development";

    [Fact]
    public async Task PreviewThenImport_AFile_AnswersNamesAndStores()
    {
        var visitor = await app.OwnerAtHomeAsync();
        var path = await PathAsync();

        var (_, preview) = await PostAsync(visitor, $"{path}/preview{In}&environment=staging", "API_KEY=synthetic\nPATH=x\n");
        Assert.Equal("planned", preview.GetProperty("outcome").GetString());
        var plan = preview.GetProperty("plan");
        Assert.Equal(("1 new, 1 refused", "1 secret will be stored, 1 left out"), (plan.GetProperty("counts").GetString(), plan.GetProperty("consequence").GetString()));
        Assert.Equal(["1 API_KEY New", "2 PATH Refused"], plan.GetProperty("lines").EnumerateArray()
            .Select(line => $"{line.GetProperty("line")} {line.GetProperty("key")} {line.GetProperty("state")}"));
        Assert.Equal(0, await CountAsync(path));

        var (status, answer) = await PostAsync(visitor, $"{path}{In}&environment=staging", "API_KEY=synthetic\nPATH=x\n");
        Assert.Equal((HttpStatusCode.OK, "saved"), (status, answer.GetProperty("outcome").GetString()));
        Assert.Equal("Imported 1 secret: 1 new, 1 left out", answer.GetProperty("text").GetString());
        Assert.Equal("synthetic", Encoding.UTF8.GetString(await StoredValues.OpenAsync(app.Services, path.Split('/')[2], "API_KEY", "staging")));
    }

    [Fact]
    public async Task Import_SecretCalledLikeTheAddress_IsStillChangedByItsKey()
    {
        var visitor = await app.OwnerAtHomeAsync();
        var path = await PathAsync();
        await app.Services.GetRequiredService<ProjectStore>().ChangeAsync((await app.SetUpOwnerAsync()).Caller, path.Split('/')[2], "Bot", true, showEnds: false, CancellationToken.None);
        await PostAsync(visitor, path + In, "import=synthetic");
        using var answer = await visitor.SaveAsync(HttpMethod.Put, path, new { value = "another", same = true });
        Assert.Contains("import updated", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/preview")]
    public async Task Post_NoSession_Answers401(string part)
    {
        var path = await PathAsync();
        using var visitor = app.Visit();
        using var answer = await visitor.SendAsync(HttpMethod.Post, path + part + In, Text("A=1"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(0, await CountAsync(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/preview")]
    public async Task Post_NoAntiforgeryToken_Answers403(string part)
    {
        var path = await PathAsync();
        using var visitor = (await app.OwnerAtHomeAsync()).Twin();
        visitor.FormToken = null;
        using var answer = await visitor.SendAsync(HttpMethod.Post, path + part + In, Text("A=1"));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(0, await CountAsync(path));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task Post_ForeignOrigin_Answers403(string? origin)
    {
        var path = await PathAsync();
        var visitor = await app.OwnerAtHomeAsync();
        using var answer = await visitor.SendAsync(HttpMethod.Post, path + In, Text("A=1"), request =>
        {
            request.Headers.Remove("Origin");
            if (origin is not null)
            {
                request.Headers.TryAddWithoutValidation("Origin", origin);
            }
        });
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(0, await CountAsync(path));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/html")]
    public async Task Post_OtherContentType_Answers415(string type)
    {
        var path = await PathAsync();
        var visitor = await app.OwnerAtHomeAsync();
        using var content = new StringContent("A=1", Encoding.UTF8, type);
        using var answer = await visitor.SendAsync(HttpMethod.Post, path + In, content);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal(0, await CountAsync(path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_Over1MiB_Answers413(bool chunked)
    {
        var path = await PathAsync();
        var visitor = await app.OwnerAtHomeAsync();
        using var answer = await visitor.SendAsync(HttpMethod.Post, path + In, Text($"A=1\n#{new string('x', 1024 * 1024)}"), request =>
        {
            request.Headers.ExpectContinue = true;
            request.Headers.TransferEncodingChunked = chunked;
        });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(0, await CountAsync(path));
    }

    [Fact]
    public async Task Post_1MiB_IsTaken()
    {
        var visitor = await app.OwnerAtHomeAsync();
        var (_, answer) = await PostAsync(visitor, await PathAsync() + In, "A=1\n#".PadRight(1024 * 1024, 'x'));
        Assert.Equal("Imported 1 secret: 1 new", answer.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Post_ForeignUnknownProjectOrEnvironment_Answers404Alike()
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        await app.AddPersonAsync("Grace Hopper", email);
        using var other = await app.SignedInAsync(email);
        var path = await PathAsync();
        foreach (var address in new[] { path + In, $"/projects/nothing/secrets/import{In}", $"{path}?environment=nowhere" })
        {
            using var answer = await other.SendAsync(HttpMethod.Post, address, Text("A=1"));
            Assert.Equal((HttpStatusCode.NotFound, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        }
        // who belongs to the project is told which environment it was
        using var told = await (await app.OwnerAtHomeAsync()).SendAsync(HttpMethod.Post, $"{path}?environment=nowhere", Text("A=1"));
        Assert.Equal(HttpStatusCode.NotFound, told.StatusCode);
        Assert.Contains("nowhere", await told.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync(path));
    }

    [Fact]
    public async Task Post_InvalidUtf8_IsRefusedAtItsLine()
    {
        var visitor = await app.OwnerAtHomeAsync();
        using var content = new ByteArrayContent([.. "A=1\nB="u8, 0xFF]);
        content.Headers.ContentType = new("text/plain");
        using var answer = await visitor.SendAsync(HttpMethod.Post, await PathAsync() + In, content);
        Assert.Contains("Line 2: the file must be UTF-8 text", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_EveryOutcome_NeverAnswersNorLogsAValue()
    {
        var visitor = await app.OwnerAtHomeAsync();
        var path = await PathAsync();
        var value = $"canary-{Guid.NewGuid():N}";
        foreach (var file in new[] { $"API_KEY={value}", $"API_KEY={value}", $"PATH={value}\nEMPTY=", $"API_KEY=\"{value}", value, $"A={value}\na={value}" })
        {
            foreach (var part in new[] { "/preview", "" })
            {
                using var answer = await visitor.SendAsync(HttpMethod.Post, path + part + In, Text(file));
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                Assert.DoesNotContain(value, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
        }
        Assert.DoesNotContain(value, app.Log.Text, StringComparison.Ordinal);
    }

    private static StringContent Text(string file) => new(file, Encoding.UTF8, "text/plain");

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(Visitor visitor, string path, string file)
    {
        using var answer = await visitor.SendAsync(HttpMethod.Post, path, Text(file));
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    private async Task<string> PathAsync() => $"/projects/{await app.AddProjectAsync()}/secrets/import";

    private async Task<int> CountAsync(string path)
    {
        await using var db = await app.ReadAsync();
        var slug = path.Split('/')[2];
        return await db.Secrets.CountAsync(secret => db.Projects.Any(project => project.Id == secret.ProjectId && project.Slug == slug));
    }
}
