using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Projects;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Api;

/// <summary>What programs receive, and that nobody receives another's.</summary>
public sealed class ApiReadTests(ApiApp api) : IClassFixture<ApiApp>
{
    private const string Odd = "quote \" back \\ line\nreturn\r tab\t bell\u0007 dollar $HOME emoji 😀 right-to-left שלום zero\u200bwidth";

    [Fact]
    public async Task Secrets_WithRead_AreThoseOfTheEnvironmentAlone()
    {
        var project = await api.App.AddProjectAsync();
        await api.AddAsync(project, "ZEBRA", ("development", Odd), ("production", "prod"));
        await api.AddAsync(project, "APPLE", ("development", "dev"));
        await api.AddAsync(project, "PROD_ONLY", ("production", "only"));
        using var dev = await TokenUser.MintAsync(api.App, project, "development", "read");
        using var prod = await TokenUser.MintAsync(api.App, project, "production", "read");

        using var answer = await dev.GetAsync("/api/v1/secrets");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        using var json = await ApiApp.JsonAsync(answer);
        Assert.Equal((project, "development", 2), (json.RootElement.GetProperty("project").GetString(), json.RootElement.GetProperty("environment").GetString(), json.RootElement.GetProperty("revision").GetInt64()));
        Assert.Equal([("APPLE", "dev"), ("ZEBRA", Odd)], json.RootElement.GetProperty("secrets").EnumerateObject().Select(each => (each.Name, each.Value.GetString()!)));

        using var other = await ApiApp.JsonAsync(await prod.GetAsync("/api/v1/secrets"));
        Assert.Equal([("PROD_ONLY", "only"), ("ZEBRA", "prod")], other.RootElement.GetProperty("secrets").EnumerateObject().Select(each => (each.Name, each.Value.GetString()!)));
    }

    [Fact]
    public async Task Secrets_AsDotEnv_AreQuotedAsAShellReadsThem()
    {
        var project = await api.App.AddProjectAsync();
        await api.AddAsync(project, "A", ("development", "it's `id`"));
        await api.AddAsync(project, "B", ("development", "two\nlines \"quoted\" $HOME `id` \\ \t😀"));
        await api.AddAsync(project, "C", ("development", "it's plain"));
        using var token = await TokenUser.MintAsync(api.App, project);

        using var answer = await token.GetAsync("/api/v1/secrets?format=dotenv");

        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("B='two\nlines \"quoted\" $HOME `id` \\ \t😀'\nC=\"it's plain\"\n# A: readable by a shell only\nA='it'\\''s `id`'\n", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Secrets_NothingStored_AreEmpty()
    {
        using var token = await TokenUser.MintAsync(api.App, await api.App.AddProjectAsync());
        using var json = await ApiApp.JsonAsync(await token.GetAsync("/api/v1/secrets"));
        Assert.Empty(json.RootElement.GetProperty("secrets").EnumerateObject());
        Assert.Equal("", await (await token.GetAsync("/api/v1/secrets?format=dotenv")).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Secrets_KnownRevision_Answers304UntilSomethingChanges()
    {
        var project = await api.App.AddProjectAsync();
        await api.AddAsync(project, "A", ("development", "one"));
        using var token = await TokenUser.MintAsync(api.App, project);
        using var first = await token.GetAsync("/api/v1/secrets");
        var tag = first.Headers.ETag!.ToString();

        using var same = await token.SendAsync(HttpMethod.Get, "/api/v1/secrets", null, request => request.Headers.Add("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal("", await same.Content.ReadAsStringAsync());
        using var asDotEnv = await token.SendAsync(HttpMethod.Get, "/api/v1/secrets?format=dotenv", null, request => request.Headers.Add("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.OK, asDotEnv.StatusCode);

        await api.AddAsync(project, "ELSEWHERE", ("production", "two"));
        using var still = await token.SendAsync(HttpMethod.Get, "/api/v1/secrets", null, request => request.Headers.Add("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.NotModified, still.StatusCode);
        await api.AddAsync(project, "B", ("development", "two"));
        using var changed = await token.SendAsync(HttpMethod.Get, "/api/v1/secrets", null, request => request.Headers.Add("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(tag, changed.Headers.ETag!.ToString());
    }

    [Fact]
    public async Task Secret_ByKey_AnswersValueAndVersion()
    {
        var project = await api.App.AddProjectAsync();
        await api.AddAsync(project, "A", ("development", Odd));
        await api.AddAsync(project, "PROD", ("production", "prod"));
        using var token = await TokenUser.MintAsync(api.App, project);

        using var json = await ApiApp.JsonAsync(await token.GetAsync("/api/v1/secrets/A"));

        Assert.Equal(("A", Odd, 1), (json.RootElement.GetProperty("key").GetString(), json.RootElement.GetProperty("value").GetString(), json.RootElement.GetProperty("version").GetInt64()));
        foreach (var key in new[] { "MISSING", "PROD", "a", new string('A', 2000) })
        {
            await ApiApp.ProblemAsync(await token.GetAsync($"/api/v1/secrets/{key}"), HttpStatusCode.NotFound, "not_found");
        }
    }

    [Fact]
    public async Task Keys_WithList_AnswerWithoutAnyValue()
    {
        var project = await api.App.AddProjectAsync();
        await api.AddAsync(project, "B_TOKEN", ("development", "synthetic-list-value"));
        await api.AddAsync(project, "A_KEY", ("development", "synthetic-list-value"), ("production", "synthetic-list-value"));
        await api.AddAsync(project, "PROD", ("production", "synthetic-list-value"));
        using var token = await TokenUser.MintAsync(api.App, project, rights: "list");

        var text = await (await token.GetAsync("/api/v1/keys")).Content.ReadAsStringAsync();

        Assert.DoesNotContain("synthetic-list-value", text, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(text);
        Assert.Equal([("A_KEY", 1L), ("B_TOKEN", 1L)], json.RootElement.GetProperty("keys").EnumerateArray().Select(each => (each.GetProperty("key").GetString()!, each.GetProperty("version").GetInt64())));
    }

    [Fact]
    public async Task Secrets_AfterTheEnvironmentIsRemoved_AreRefused()
    {
        var project = await api.App.AddProjectAsync();
        using var token = await TokenUser.MintAsync(api.App, project, "staging");
        using var before = await token.GetAsync("/api/v1/secrets");
        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        await using var db = await api.App.ReadAsync();
        var environment = db.Environments.Single(row => row.Slug == "staging" && db.Projects.Any(each => each.Id == row.ProjectId && each.Slug == project)).Id;
        Assert.True((await api.App.Services.GetRequiredService<EnvironmentStore>().RemoveAsync((await api.App.SetUpOwnerAsync()).Caller, project, environment, null, CancellationToken.None)).IsDone);

        await ApiApp.ProblemAsync(await token.GetAsync("/api/v1/secrets"), HttpStatusCode.Unauthorized, "unauthorized");
    }

    [Fact]
    public async Task Deliveries_FirstAndRepeats_AreOnRecordAndTheChainHolds()
    {
        var project = await api.App.AddProjectAsync();
        await api.AddAsync(project, "A", ("development", "one"));
        using var token = await TokenUser.MintAsync(api.App, project);

        using var first = await token.GetAsync("/api/v1/secrets");
        var afterFirst = await api.AuditAsync(token.Id);
        for (var count = 0; count < 4; count++)
        {
            using var again = await token.GetAsync("/api/v1/secrets");
        }
        using var one = await token.GetAsync("/api/v1/secrets/A");
        await WaitAsync(async () => (await api.AuditAsync(token.Id)).Any(entry => entry.Action == AuditAction.SecretsDeliveredAgain));

        Assert.Equal([AuditAction.SecretsDelivered], afterFirst.Select(entry => entry.Action));
        var entries = await api.AuditAsync(token.Id);
        Assert.Equal([AuditAction.SecretsDelivered, AuditAction.SecretsDelivered, AuditAction.SecretsDeliveredAgain], entries.Select(entry => entry.Action));
        using var counted = JsonDocument.Parse(entries[2].Body);
        Assert.Equal(4, counted.RootElement.GetProperty("reads").GetProperty("count").GetInt64());
        Assert.Equal(1, counted.RootElement.GetProperty("revision").GetInt64());
        Assert.Null(await api.AuditFaultAsync());
        await using var db = await api.App.ReadAsync();
        Assert.NotNull(db.ServiceTokens.Single(row => row.Id == token.Id).LastUsedAt);
    }

    [Fact]
    public async Task Secrets_DeliveryCannotBeRecorded_Answers503AndNoValue()
    {
        await using var own = await TestApp.StartAsync();
        var project = await own.AddProjectAsync();
        using var token = await TokenUser.MintAsync(own, project);
        using (await token.PutAsync("A", "{\"value\":\"synthetic-unrecorded\"}"))
        {
        }
        await own.Services.GetRequiredService<WriteGate>().WriteAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE Audit RENAME TO Away"), CancellationToken.None);

        using var answer = await token.GetAsync("/api/v1/secrets");

        await ApiApp.ProblemAsync(answer, HttpStatusCode.ServiceUnavailable, "audit_unavailable");
        Assert.DoesNotContain("synthetic-unrecorded", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task WaitAsync(Func<Task<bool>> condition)
    {
        for (var tries = 0; tries < 300 && !await condition(); tries++)
        {
            await Task.Delay(100);
        }
        Assert.True(await condition());
    }
}
