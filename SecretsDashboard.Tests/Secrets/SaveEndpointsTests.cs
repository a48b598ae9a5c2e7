using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>What the value endpoints answer to a form that is as it should be.</summary>
[Collection(SharedApp.Name)]
public sealed class SaveEndpointsTests(TestApp app)
{
    [Fact]
    public async Task Add_NewKey_AnswersSaved()
    {
        var visitor = await app.OwnerAtHomeAsync();
        var (status, answer) = await SaveAsync(visitor, await PathAsync(), new { key = "API_KEY", value = "synthetic", same = true });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("saved", answer.GetProperty("outcome").GetString());
        Assert.Equal("API_KEY created", answer.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Add_KeyThere_AnswersExistsWithItsRevision()
    {
        var visitor = await app.OwnerAtHomeAsync();
        var path = await PathAsync();
        await SaveAsync(visitor, path, new { key = "API_KEY", value = "synthetic", same = true });
        var (status, answer) = await SaveAsync(visitor, path, new { key = "API_KEY", value = "another", same = true });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("exists", answer.GetProperty("outcome").GetString());
        Assert.Equal(1, answer.GetProperty("revision").GetInt64());
        Assert.Equal("A secret with this key already exists", Message(answer, "key"));
    }

    [Fact]
    public async Task Add_NothingTyped_AnswersBothMessages()
    {
        var visitor = await app.OwnerAtHomeAsync();
        var (status, answer) = await SaveAsync(visitor, await PathAsync(), new { key = "", value = "", same = true });
        Assert.Equal((HttpStatusCode.OK, "invalid"), (status, answer.GetProperty("outcome").GetString()));
        Assert.Equal("Secret key is required", Message(answer, "key"));
        Assert.Equal("Secret value is required", Message(answer, "value"));
    }

    [Theory]
    [InlineData("lower")]
    [InlineData("WITH SPACE")]
    [InlineData("1ST")]
    [InlineData("PATH")]
    [InlineData("LD_PRELOAD")]
    [InlineData("Ä")]
    public async Task Add_KeyAgainstTheRule_AnswersInvalid(string key)
    {
        var visitor = await app.OwnerAtHomeAsync();
        var (status, answer) = await SaveAsync(visitor, await PathAsync(), new { key, value = "synthetic", same = true });
        Assert.Equal((HttpStatusCode.OK, "invalid"), (status, answer.GetProperty("outcome").GetString()));
        Assert.NotEqual("", Message(answer, "key"));
    }

    [Theory]
    [InlineData(65_536, "saved")]
    [InlineData(65_537, "invalid")]
    public async Task Add_LongValue_IsTakenUpToTheLimit(int length, string expected)
    {
        var visitor = await app.OwnerAtHomeAsync();
        var (_, answer) = await SaveAsync(visitor, await PathAsync(), new { key = "LONG", value = new string('x', length), same = true });
        Assert.Equal(expected, answer.GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Add_ValueWithNul_AnswersInvalid()
    {
        var visitor = await app.OwnerAtHomeAsync();
        var (status, answer) = await SaveAsync(visitor, await PathAsync(), new { key = "NUL", value = "a\0b", same = true });
        Assert.Equal((HttpStatusCode.OK, "invalid"), (status, answer.GetProperty("outcome").GetString()));
        Assert.Contains("NUL", Message(answer, "value"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_SameValue_AnswersUnchangedAndAddsNoVersion()
    {
        // somebody of their own: how often one is told is counted for each person
        var email = $"{Guid.NewGuid():N}@example.com";
        await app.AddPersonAsync("Grace Hopper", email);
        using var visitor = await app.SignedInAsync(email);
        var path = $"/projects/{await app.AddProjectAsync(email)}/secrets";
        await SaveAsync(visitor, path, new { key = "API_KEY", value = "synthetic", same = true });
        var (status, answer) = await SaveAsync(visitor, $"{path}/API_KEY", new { value = "synthetic", same = true, revision = "1" }, HttpMethod.Put);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("unchanged", answer.GetProperty("outcome").GetString());
        Assert.Equal("No changes to save", answer.GetProperty("text").GetString());
        Assert.Equal([1, 1, 1], await VersionsAsync(path, "API_KEY"));
    }

    [Fact]
    public async Task Change_StaleRevision_AnswersWhoAndWhen()
    {
        var visitor = await app.OwnerAtHomeAsync();
        var path = await PathAsync();
        await SaveAsync(visitor, path, new { key = "API_KEY", value = "synthetic", same = true });
        var (first, _) = await SaveAsync(visitor, $"{path}/API_KEY", new { value = "second", same = true, revision = "1" }, HttpMethod.Put);
        var (status, answer) = await SaveAsync(visitor, $"{path}/API_KEY", new { value = "third", same = true, revision = "1" }, HttpMethod.Put);
        Assert.Equal(HttpStatusCode.OK, first);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("changed", answer.GetProperty("outcome").GetString());
        Assert.Equal(2, answer.GetProperty("revision").GetInt64());
        Assert.Contains(TestApp.OwnerName, answer.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.True(DateTime.UtcNow - answer.GetProperty("time").GetDateTime() < TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task Add_TwiceAtOnce_SavesOne()
    {
        var visitor = await app.OwnerAtHomeAsync();
        var path = await PathAsync();
        var form = new { key = "API_KEY", value = "synthetic", same = true };
        var answers = await Task.WhenAll(SaveAsync(visitor, path, form), SaveAsync(visitor, path, form));
        Assert.Equal(["exists", "saved"], answers.Select(each => each.Answer.GetProperty("outcome").GetString()).Order());
        Assert.Equal([1, 1, 1], await VersionsAsync(path, "API_KEY"));
    }

    [Fact]
    public async Task Change_PostedTwice_SavesOnce()
    {
        var visitor = await app.OwnerAtHomeAsync();
        var path = await PathAsync();
        await SaveAsync(visitor, path, new { key = "API_KEY", value = "synthetic", same = true });
        var form = new { value = "second", same = true, revision = "1" };
        var (_, first) = await SaveAsync(visitor, $"{path}/API_KEY", form, HttpMethod.Put);
        var (_, second) = await SaveAsync(visitor, $"{path}/API_KEY", form, HttpMethod.Put);
        Assert.Equal("saved", first.GetProperty("outcome").GetString());
        Assert.Equal("changed", second.GetProperty("outcome").GetString());
        Assert.Equal([1, 1, 1, 2, 2, 2], await VersionsAsync(path, "API_KEY"));
    }

    [Fact]
    public async Task Change_ShownEnvironmentIsGone_Answers404AndSaysWhich()
    {
        var visitor = await app.OwnerAtHomeAsync();
        var path = await PathAsync();
        await SaveAsync(visitor, path, new { key = "API_KEY", value = "synthetic", same = true });
        var (status, answer) = await SaveAsync(visitor, $"{path}/API_KEY", new Dictionary<string, object> { ["value"] = "second", ["same"] = true, ["open:development"] = "", ["open:qa"] = "" }, HttpMethod.Put);
        Assert.Equal((HttpStatusCode.NotFound, "invalid"), (status, answer.GetProperty("outcome").GetString()));
        Assert.StartsWith("This project has no environment “qa” any more.", Message(answer, ""), StringComparison.Ordinal);
        Assert.Equal([1, 1, 1], await VersionsAsync(path, "API_KEY"));
    }

    [Fact]
    public async Task Change_UnknownKey_Answers404()
    {
        var visitor = await app.OwnerAtHomeAsync();
        using var answer = await visitor.SaveAsync(HttpMethod.Put, $"{await PathAsync()}/MISSING", new { value = "synthetic", same = true });
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Save_EveryOutcome_NeverAnswersWithTheValue()
    {
        var visitor = await app.OwnerAtHomeAsync();
        var path = await PathAsync();
        var value = $"canary-{Guid.NewGuid():N}";
        object[] forms = [new { key = "API_KEY", value, same = true }, new { key = "API_KEY", value, same = true }, new { key = "bad key", value, same = true }];
        foreach (var form in forms)
        {
            using var answer = await visitor.SaveAsync(HttpMethod.Post, path, form);
            Assert.DoesNotContain(value, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.DoesNotContain(value, app.Log.Text, StringComparison.Ordinal);
    }

    private static string Message(JsonElement answer, string field) => answer.GetProperty("messages").EnumerateArray()
        .Single(message => message.GetProperty("field").GetString() == field).GetProperty("text").GetString()!;

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> SaveAsync(Visitor visitor, string path, object form, HttpMethod? method = null)
    {
        using var answer = await visitor.SaveAsync(method ?? HttpMethod.Post, path, form);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }

    private async Task<string> PathAsync() => $"/projects/{await app.AddProjectAsync()}/secrets";

    private async Task<List<long>> VersionsAsync(string path, string key)
    {
        await using var db = await app.ReadAsync();
        var slug = path.Split('/')[2];
        return await db.SecretValues.Where(value => db.Secrets.Any(secret => secret.Id == value.SecretId && secret.Key == key
            && db.Projects.Any(project => project.Id == secret.ProjectId && project.Slug == slug))).Select(value => value.Version).OrderBy(version => version).ToListAsync();
    }
}
