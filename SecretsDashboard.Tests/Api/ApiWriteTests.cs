using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Api;

/// <summary>Programs that set and delete values: the rules are those of the browser, the environment is the token's.</summary>
public sealed class ApiWriteTests(ApiApp api) : IClassFixture<ApiApp>
{
    [Fact]
    public async Task Put_NewThenChangedThenSame_TellsTheVersion()
    {
        var project = await api.App.AddProjectAsync();
        using var token = await TokenUser.MintAsync(api.App, project);

        Assert.Equal((HttpStatusCode.Created, 1L), await VersionAsync(await token.PutAsync("API_KEY", """{"value":"one","description":"for the bot"}""")));
        Assert.Equal((HttpStatusCode.OK, 2L), await VersionAsync(await token.PutAsync("API_KEY", """{"value":"two"}""")));
        Assert.Equal((HttpStatusCode.OK, 2L), await VersionAsync(await token.PutAsync("API_KEY", """{"value":"two"}""")));
        Assert.Equal((HttpStatusCode.OK, 2L), await VersionAsync(await token.PutAsync("API_KEY", """{"value":"two","description":"changed"}""")));

        using var json = await ApiApp.JsonAsync(await token.GetAsync("/api/v1/secrets"));
        Assert.Equal("two", json.RootElement.GetProperty("secrets").GetProperty("API_KEY").GetString());
        Assert.Equal([AuditAction.SecretAdded, AuditAction.SecretChanged, AuditAction.SecretChanged], (await api.AuditAsync(token.Id)).Select(entry => entry.Action).Take(3));
        using var keys = await ApiApp.JsonAsync(await token.GetAsync("/api/v1/keys"));
        Assert.Equal("changed", keys.RootElement.GetProperty("keys")[0].GetProperty("description").GetString());
    }

    [Fact]
    public async Task Put_DescriptionThatSteersATerminal_IsRefused()
    {
        using var token = await TokenUser.MintAsync(api.App, await api.App.AddProjectAsync());

        using var refused = await token.PutAsync("API_KEY", """{"value":"one","description":"\u001b[2J"}""");
        using var lines = await token.PutAsync("API_KEY", """{"value":"one","description":"two\nlines"}""");

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var problem = await ApiApp.JsonAsync(refused);
        Assert.Equal("invalid_request", problem.RootElement.GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.Created, lines.StatusCode);
    }

    [Fact]
    public async Task Put_KeyOfAnotherEnvironment_LeavesThatOneAlone()
    {
        var project = await api.App.AddProjectAsync();
        await api.AddAsync(project, "API_KEY", ("production", "prod"));
        using var dev = await TokenUser.MintAsync(api.App, project, "development");
        using var prod = await TokenUser.MintAsync(api.App, project, "production");

        Assert.Equal((HttpStatusCode.Created, 1L), await VersionAsync(await dev.PutAsync("API_KEY", """{"value":"dev"}""")));

        using var json = await ApiApp.JsonAsync(await prod.GetAsync("/api/v1/secrets/API_KEY"));
        Assert.Equal("prod", json.RootElement.GetProperty("value").GetString());
    }

    [Fact]
    public async Task Put_IfMatch_RefusesAnotherVersion()
    {
        using var token = await TokenUser.MintAsync(api.App, await api.App.AddProjectAsync());
        Task<HttpResponseMessage> PutIf(string match, string value) =>
            token.PutAsync("A", $"{{\"value\":\"{value}\"}}", request => request.Headers.TryAddWithoutValidation("If-Match", match));

        await ApiApp.ProblemAsync(await PutIf("\"1\"", "one"), HttpStatusCode.PreconditionFailed, "precondition_failed");
        Assert.Equal((HttpStatusCode.Created, 1L), await VersionAsync(await PutIf("\"0\"", "one")));
        await ApiApp.ProblemAsync(await PutIf("\"0\"", "two"), HttpStatusCode.PreconditionFailed, "precondition_failed");
        Assert.Equal((HttpStatusCode.OK, 2L), await VersionAsync(await PutIf("\"1\"", "two")));
        await ApiApp.ProblemAsync(await PutIf("*", "three"), HttpStatusCode.BadRequest, "invalid_request");
    }

    [Theory]
    [InlineData("1ST", "invalid_key")]
    [InlineData("lower", "invalid_key")]
    [InlineData("WITH%20SPACE", "invalid_key")]
    [InlineData("PATH", "reserved_key")]
    [InlineData("LD_PRELOAD", "reserved_key")]
    [InlineData("%C3%84", "invalid_key")]
    public async Task Put_KeyAgainstTheRule_NamesTheRule(string key, string code)
    {
        using var token = await TokenUser.MintAsync(api.App, await api.App.AddProjectAsync());
        await ApiApp.ProblemAsync(await token.PutAsync(key, """{"value":"synthetic"}"""), HttpStatusCode.BadRequest, code);
        Assert.DoesNotContain(await api.AuditAsync(token.Id), entry => entry.Action == AuditAction.SecretAdded);
    }

    [Fact]
    public async Task Put_KeyThatDiffersByCase_IsRefused()
    {
        var project = await api.App.AddProjectAsync();
        await api.AddAsync(project, "API_KEY", ("production", "prod"));
        using var token = await TokenUser.MintAsync(api.App, project);
        await ApiApp.ProblemAsync(await token.PutAsync("api_key", """{"value":"synthetic"}"""), HttpStatusCode.BadRequest, "invalid_key");
    }

    [Theory]
    [InlineData("""{"value":""}""", "invalid_value")]
    [InlineData("""{"value":"a\u0000b"}""", "invalid_value")]
    [InlineData("""{"value":"a\ud800b"}""", "invalid_request")]
    [InlineData("""{"value":null}""", "invalid_request")]
    [InlineData("""{"value":5}""", "invalid_request")]
    [InlineData("""{"value":{"deep":{"deeper":1}}}""", "invalid_request")]
    [InlineData("""{"description":"only"}""", "invalid_request")]
    [InlineData("""{"value":"a","value":"b"}""", "invalid_request")]
    [InlineData("""{"value":"a","other":"b"}""", "invalid_request")]
    [InlineData("""{"value":"a"} trailing""", "invalid_request")]
    [InlineData("""["value"]""", "invalid_request")]
    [InlineData("not json", "invalid_request")]
    [InlineData("", "invalid_request")]
    public async Task Put_BodyAgainstTheRule_NamesTheRuleAndStoresNothing(string body, string code)
    {
        using var token = await TokenUser.MintAsync(api.App, await api.App.AddProjectAsync());
        await ApiApp.ProblemAsync(await token.PutAsync("A", body), HttpStatusCode.BadRequest, code);
        await ApiApp.ProblemAsync(await token.GetAsync("/api/v1/secrets/A"), HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task Put_Lengths_AreKeptToTheByte()
    {
        using var token = await TokenUser.MintAsync(api.App, await api.App.AddProjectAsync());
        var longest = string.Concat(Enumerable.Repeat("😀\n\"\\", 9362)) + "ab"; // 65,536 bytes of UTF-8
        Assert.Equal(65_536, Encoding.UTF8.GetByteCount(longest));

        Assert.Equal((HttpStatusCode.Created, 1L), await VersionAsync(await token.PutAsync("LONGEST", JsonSerializer.Serialize(new { value = longest }))));
        using var json = await ApiApp.JsonAsync(await token.GetAsync("/api/v1/secrets/LONGEST"));
        Assert.Equal(longest, json.RootElement.GetProperty("value").GetString());
        await ApiApp.ProblemAsync(await token.PutAsync("LONGER", JsonSerializer.Serialize(new { value = longest + "c" })), HttpStatusCode.BadRequest, "invalid_value");
        await ApiApp.ProblemAsync(await token.PutAsync("HUGE", JsonSerializer.Serialize(new { value = new string('a', 600_000) })), HttpStatusCode.RequestEntityTooLarge, "too_large");
        await ApiApp.ProblemAsync(await token.PutAsync("A", JsonSerializer.Serialize(new { value = "a", description = new string('d', 1001) })), HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    public async Task Put_AnotherContentType_IsRefused()
    {
        using var token = await TokenUser.MintAsync(api.App, await api.App.AddProjectAsync());
        using var answer = await token.SendAsync(HttpMethod.Put, "/api/v1/secrets/A", new StringContent("value=a", Encoding.UTF8, "application/x-www-form-urlencoded"));
        await ApiApp.ProblemAsync(answer, HttpStatusCode.UnsupportedMediaType, "invalid_request");
    }

    [Fact]
    public async Task Delete_IfMatch_DeletesThatVersionOnly()
    {
        using var token = await TokenUser.MintAsync(api.App, await api.App.AddProjectAsync());
        await token.PutAsync("A", """{"value":"one"}""");
        await token.PutAsync("A", """{"value":"two"}""");
        Task<HttpResponseMessage> DeleteIf(string match) =>
            token.SendAsync(HttpMethod.Delete, "/api/v1/secrets/A", change: request => request.Headers.TryAddWithoutValidation("If-Match", match));

        await ApiApp.ProblemAsync(await DeleteIf("\"1\""), HttpStatusCode.PreconditionFailed, "precondition_failed");
        await ApiApp.ProblemAsync(await DeleteIf("*"), HttpStatusCode.BadRequest, "invalid_request");
        using var still = await token.GetAsync("/api/v1/secrets/A");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        using var gone = await DeleteIf("\"2\"");
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
    }

    [Fact]
    public async Task Delete_OneThenTheLast_TakesValueThenSecret()
    {
        var project = await api.App.AddProjectAsync();
        await api.AddAsync(project, "A", ("development", "dev"), ("production", "prod"));
        using var dev = await TokenUser.MintAsync(api.App, project, "development");
        using var prod = await TokenUser.MintAsync(api.App, project, "production");

        using var first = await dev.SendAsync(HttpMethod.Delete, "/api/v1/secrets/A");
        Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        await ApiApp.ProblemAsync(await dev.SendAsync(HttpMethod.Delete, "/api/v1/secrets/A"), HttpStatusCode.NotFound, "not_found");
        using var still = await prod.GetAsync("/api/v1/secrets/A");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        using var last = await prod.SendAsync(HttpMethod.Delete, "/api/v1/secrets/A");

        Assert.Equal(HttpStatusCode.NoContent, last.StatusCode);
        await using var db = await api.App.ReadAsync();
        Assert.DoesNotContain(db.Secrets.ToList(), secret => secret.Key == "A" && db.Projects.Any(row => row.Id == secret.ProjectId && row.Slug == project));
        Assert.Contains(await api.AuditAsync(prod.Id), entry => entry.Action == AuditAction.SecretDeleted);
    }

    [Fact]
    public async Task Put_ThenListInTheBrowser_NamesTheToken()
    {
        var project = await api.App.AddProjectAsync();
        using var token = await TokenUser.MintAsync(api.App, project);
        using var put = await token.PutAsync("A", """{"value":"synthetic"}""");
        var list = api.App.Services.GetRequiredService<SecretList>();
        var page = await list.ReadAsync((await api.App.SetUpOwnerAsync()).Caller, project, new SecretQuery(), CancellationToken.None);
        Assert.StartsWith("token ", page.Items[0].CreatedBy, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, long Version)> VersionAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            using var json = await ApiApp.JsonAsync(answer);
            var version = json.RootElement.GetProperty("version").GetInt64();
            Assert.Equal($"\"{version}\"", answer.Headers.ETag?.ToString());
            return (answer.StatusCode, version);
        }
    }
}
