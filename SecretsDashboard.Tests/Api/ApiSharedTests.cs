using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Access;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Tokens;

namespace SecretsDashboard.Tests.Api;

/// <summary>What the organization shares lies beneath the environments of team projects: the own ones win, and one ETag covers both.</summary>
public sealed class ApiSharedTests(ApiApp api) : IClassFixture<ApiApp>
{
    private const string Shared = ProjectAddress.Shared;

    [Fact]
    public async Task Secrets_SharedAndOwn_AreMergedAndTheOwnWin()
    {
        var project = await api.App.AddProjectAsync();
        await api.AddAsync(Shared, "MERGE_SHARED", ("development", "shared"), ("production", "other"));
        await api.AddAsync(Shared, "MERGE_BOTH", ("development", "shared"));
        await api.AddAsync(Shared, "MERGE_PROD", ("production", "only there"));
        await api.AddAsync(project, "MERGE_BOTH", ("development", "own"));
        await api.AddAsync(project, "MERGE_OWN", ("development", "own"));
        using var token = await TokenUser.MintAsync(api.App, project);

        Assert.Equal([("MERGE_BOTH", "own"), ("MERGE_OWN", "own"), ("MERGE_SHARED", "shared")], await ReceivedAsync(token, "MERGE"));
        Assert.Equal(["MERGE_BOTH='own'", "MERGE_OWN='own'", "MERGE_SHARED='shared'"],
            (await (await token.GetAsync("/api/v1/secrets?format=dotenv")).Content.ReadAsStringAsync()).Split('\n').Where(line => line.StartsWith("MERGE", StringComparison.Ordinal)));
        Assert.Equal("shared", await OneAsync(token, "MERGE_SHARED"));
        Assert.Equal("own", await OneAsync(token, "MERGE_BOTH"));
        await ApiApp.ProblemAsync(await token.GetAsync("/api/v1/secrets/MERGE_PROD"), HttpStatusCode.NotFound, "not_found");
        using var keys = await ApiApp.JsonAsync(await token.GetAsync("/api/v1/keys"));
        Assert.Equal([("MERGE_BOTH", false), ("MERGE_OWN", false), ("MERGE_SHARED", true)], keys.RootElement.GetProperty("keys").EnumerateArray()
            .Select(each => (each.GetProperty("key").GetString()!, each.GetProperty("shared").GetBoolean())).Where(each => each.Item1.StartsWith("MERGE", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Secrets_KeysThatDifferInCaseAlone_AreOneAndTheOwnWins()
    {
        var owner = (await api.App.SetUpOwnerAsync()).Caller;
        var project = await api.App.AddProjectAsync();
        Assert.True((await Projects.ChangeAsync(owner, project, project, true, false, CancellationToken.None)).IsDone);
        await api.AddAsync(Shared, "CASE_KEY", ("development", "shared"));
        await api.AddAsync(project, "case_key", ("development", "own"));
        using var token = await TokenUser.MintAsync(api.App, project);

        Assert.Equal([("case_key", "own")], await ReceivedAsync(token, "case"));
        await ApiApp.ProblemAsync(await token.GetAsync("/api/v1/secrets/CASE_KEY"), HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task ETag_EitherSideChanges_IsAnotherAndTheNextAnswerIsNew()
    {
        var owner = (await api.App.SetUpOwnerAsync()).Caller;
        var (project, other) = (await api.App.AddProjectAsync(), await api.App.AddProjectAsync());
        await api.AddAsync(project, "TAG_OWN", ("development", "own"));
        using var token = await TokenUser.MintAsync(api.App, project);
        var seen = new HashSet<string>();
        await StepAsync();
        await StepAsync(() => api.AddAsync(Shared, "TAG_SHARED", ("development", "one")));
        Assert.Equal("one", await OneAsync(token, "TAG_SHARED"));
        await StepAsync(() => ChangeAsync(owner, Shared, "TAG_SHARED", "two"));
        Assert.Equal("two", await OneAsync(token, "TAG_SHARED"));
        await StepAsync(() => api.AddAsync(project, "TAG_SHARED", ("development", "own")));
        Assert.Equal("own", await OneAsync(token, "TAG_SHARED"));
        await StepAsync(() => Secrets.DeleteAsync(owner, project, "TAG_SHARED", null, CancellationToken.None));
        Assert.Equal("two", await OneAsync(token, "TAG_SHARED"));
        await StepAsync(() => Secrets.DeleteAsync(owner, Shared, "TAG_SHARED", null, CancellationToken.None));
        await ApiApp.ProblemAsync(await token.GetAsync("/api/v1/secrets/TAG_SHARED"), HttpStatusCode.NotFound, "not_found");

        // what touches neither leaves it as it is
        using var before = await token.GetAsync("/api/v1/secrets");
        await api.AddAsync(Shared, "TAG_PROD", ("production", "one"));
        await api.AddAsync(other, "TAG_OTHER", ("development", "one"));
        using var after = await token.SendAsync(HttpMethod.Get, "/api/v1/secrets", null, request => request.Headers.Add("If-None-Match", before.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, after.StatusCode);

        async Task StepAsync(Func<Task>? change = null)
        {
            await (change?.Invoke() ?? Task.CompletedTask);
            using var answer = await token.SendAsync(HttpMethod.Get, "/api/v1/secrets", null, request => seen.ToList().ForEach(tag => request.Headers.Add("If-None-Match", tag)));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.True(seen.Add(answer.Headers.ETag!.ToString()));
            using var json = await ApiApp.JsonAsync(answer);
            Assert.Equal(await RevisionsOnRecordAsync(token.Id), json.RootElement.GetProperty("revision").GetInt64());
        }
    }

    [Fact]
    public async Task SharedEnvironment_Removed_TakesItsValuesAlongAndOneAddedLaterIsBeneath()
    {
        var owner = (await api.App.SetUpOwnerAsync()).Caller;
        var project = await api.App.AddProjectAsync();
        var environments = api.App.Services.GetRequiredService<EnvironmentStore>();
        await environments.AddAsync(owner, project, "Review", CancellationToken.None);
        await api.AddAsync(project, "REVIEW_OWN", ("review", "own"));
        using var token = await TokenUser.MintAsync(api.App, project, "review");
        Assert.Equal([("REVIEW_OWN", "own")], await ReceivedAsync(token, ""));
        var first = await TagAsync(token);

        await environments.AddAsync(owner, Shared, "Review", CancellationToken.None);
        await api.AddAsync(Shared, "REVIEW_SHARED", ("review", "shared"));
        Assert.Equal([("REVIEW_OWN", "own"), ("REVIEW_SHARED", "shared")], await ReceivedAsync(token, ""));
        var second = await TagAsync(token);

        await using var db = await api.App.ReadAsync();
        var id = await db.Environments.Where(row => row.Slug == "review" && db.Projects.Any(each => each.Id == row.ProjectId && each.Slug == Shared)).Select(row => row.Id).SingleAsync();
        await environments.RenameAsync(owner, Shared, id, "Another name", CancellationToken.None);
        Assert.Equal(second, await TagAsync(token));
        await environments.RemoveAsync(owner, Shared, id, null, CancellationToken.None);
        Assert.Equal([("REVIEW_OWN", "own")], await ReceivedAsync(token, ""));
        var third = await TagAsync(token);
        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
        Assert.True(Number(third) > Number(second) && Number(second) > Number(first));

        static long Number(string tag) => long.Parse(tag.Trim('"').Split('-')[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Write_WhatIsOnlyShared_TouchesTheOwnEnvironmentAlone()
    {
        var project = await api.App.AddProjectAsync();
        await api.AddAsync(Shared, "WRITE_KEY", ("development", "shared"));
        using var token = await TokenUser.MintAsync(api.App, project);

        await ApiApp.ProblemAsync(await token.SendAsync(HttpMethod.Delete, "/api/v1/secrets/WRITE_KEY"), HttpStatusCode.NotFound, "not_found");
        Assert.Equal("shared", await OneAsync(token, "WRITE_KEY"));
        using var set = await token.PutAsync("WRITE_KEY", """{"value":"own"}""", request => request.Headers.TryAddWithoutValidation("If-Match", "\"0\""));
        Assert.Equal(HttpStatusCode.Created, set.StatusCode);
        Assert.Equal("own", await OneAsync(token, "WRITE_KEY"));
        using var deleted = await token.SendAsync(HttpMethod.Delete, "/api/v1/secrets/WRITE_KEY");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal("shared", await OneAsync(token, "WRITE_KEY"));
    }

    [Theory]
    [InlineData(ProjectAddress.Personal, "personal")]
    [InlineData(Shared, "shared")]
    public async Task Token_OfOwnProjects_ReceivesThemUnderTheirName(string project, string name)
    {
        var owner = (await api.App.SetUpOwnerAsync()).Caller;
        await api.AddAsync(project, $"{name.ToUpperInvariant()}_KEY", ("staging", "own"));
        using var token = await TokenUser.MintAsync(api.App, project, "staging");

        using var json = await ApiApp.JsonAsync(await token.GetAsync("/api/v1/secrets"));
        Assert.Equal((name, "staging"), (json.RootElement.GetProperty("project").GetString(), json.RootElement.GetProperty("environment").GetString()));
        Assert.Equal("own", await OneAsync(token, $"{name.ToUpperInvariant()}_KEY"));
        Assert.DoesNotContain(await KeysAsync(token), key => key.Shared);
        using var set = await token.PutAsync("SET_BY_TOKEN", """{"value":"x"}""");
        Assert.Equal(HttpStatusCode.Created, set.StatusCode);

        await api.App.Services.GetRequiredService<TokenStore>().RevokeAsync(owner, project, token.Id, CancellationToken.None);
        await ApiApp.ProblemAsync(await token.GetAsync("/api/v1/secrets"), HttpStatusCode.Unauthorized, "unauthorized");
        Assert.Null(await api.AuditFaultAsync());
    }

    [Fact]
    public async Task Shared_ChangedByItsOwnToken_ReachesEveryProject()
    {
        var project = await api.App.AddProjectAsync();
        using var writer = await TokenUser.MintAsync(api.App, Shared);
        using var reader = await TokenUser.MintAsync(api.App, project);
        (await writer.PutAsync("BY_TOKEN", """{"value":"one"}""")).Dispose();
        Assert.Equal("one", await OneAsync(reader, "BY_TOKEN"));
        (await writer.PutAsync("BY_TOKEN", """{"value":"two"}""")).Dispose();
        Assert.Equal("two", await OneAsync(reader, "BY_TOKEN"));
        (await writer.SendAsync(HttpMethod.Delete, "/api/v1/secrets/BY_TOKEN")).Dispose();
        await ApiApp.ProblemAsync(await reader.GetAsync("/api/v1/secrets/BY_TOKEN"), HttpStatusCode.NotFound, "not_found");
    }

    private SecretStore Secrets => api.App.Services.GetRequiredService<SecretStore>();

    private ProjectStore Projects => api.App.Services.GetRequiredService<ProjectStore>();

    private async Task ChangeAsync(Caller caller, string project, string key, string value)
    {
        using var draft = Given.Draft(key, ("development", value));
        Assert.True((await Secrets.ChangeAsync(caller, project, draft, CancellationToken.None)).IsSaved);
    }

    private static async Task<List<(string Key, string Value)>> ReceivedAsync(TokenUser token, string prefix)
    {
        using var json = await ApiApp.JsonAsync(await token.GetAsync("/api/v1/secrets"));
        return [.. json.RootElement.GetProperty("secrets").EnumerateObject().Where(each => each.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).Select(each => (each.Name, each.Value.GetString()!))];
    }

    private static async Task<List<(string Key, bool Shared)>> KeysAsync(TokenUser token)
    {
        using var json = await ApiApp.JsonAsync(await token.GetAsync("/api/v1/keys"));
        return [.. json.RootElement.GetProperty("keys").EnumerateArray().Select(each => (each.GetProperty("key").GetString()!, each.GetProperty("shared").GetBoolean()))];
    }

    private static async Task<string?> OneAsync(TokenUser token, string key)
    {
        using var json = await ApiApp.JsonAsync(await token.GetAsync($"/api/v1/secrets/{key}"));
        return json.RootElement.GetProperty("value").GetString();
    }

    private static async Task<string> TagAsync(TokenUser token)
    {
        using var answer = await token.GetAsync("/api/v1/secrets");
        return answer.Headers.ETag!.ToString();
    }

    // every revision that left is a line of its own
    private async Task<long> RevisionsOnRecordAsync(Guid token) =>
        (await api.AuditAsync(token)).Where(entry => entry.Action == AuditAction.SecretsDelivered && entry.TargetId is null).Max(entry => AuditJson.Of(entry).GetProperty("revision").GetInt64());
}
